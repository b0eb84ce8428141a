"""Is the hut open? A status service for walkers down in the valley."""

from fastapi import FastAPI

app = FastAPI(title="Rosswald hut", version="1.0.0")

ROOMS = ["Marmot", "Ibex", "Chough"]
BOWLS_PER_GUEST = 2

# Made once, when the service starts. Every function below can read and change it.
counted = {"guests": 0}


@app.get("/hut")
def read_hut():
    return {"open": True, "altitude": 2310, "soup": "barley", "closes": None}, 200


@app.get("/rooms")
def read_rooms():
    return ROOMS, 200


@app.get("/guests")
def read_guests():
    return {"guests": counted["guests"], "bowls": counted["guests"] * BOWLS_PER_GUEST}, 200


@app.post("/arrivals")
def count_arrival():
    counted["guests"] += 1
    return {"guests": counted["guests"], "bowls": counted["guests"] * BOWLS_PER_GUEST}, 200
