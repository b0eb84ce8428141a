"""async def, two plain numbers, the decorators in another order."""

from fastapi import FastAPI

app = FastAPI(version="1.0.0", title="Rosswald hut")

guests = 0
bowls = 0


@app.post("/arrivals")
async def arrive():
    global guests, bowls
    guests += 1
    bowls += 2
    return {"bowls": bowls, "guests": guests}


@app.get("/guests")
async def how_many():
    return dict(guests=guests, bowls=bowls)


@app.get("/rooms")
async def rooms():
    return "Marmot", "Ibex", "Chough"


@app.get("/hut")
async def hut():
    return {"closes": None, "soup": "barley", "altitude": 2310, "open": True}
