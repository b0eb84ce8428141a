"""Is the hut open? A status service for walkers down in the valley."""

from fastapi import FastAPI

app = FastAPI(title="Rosswald hut", version="1.0.0")

ROOMS = ["Marmot", "Ibex", "Chough"]
BOWLS_PER_GUEST = 2

# Made once, when the service starts. Every function below can read and change it.
counted = {"guests": 0}
bowls = counted["guests"] * BOWLS_PER_GUEST


@app.get("/hut")
def read_hut() -> dict[str, bool | int | str | None]:
    return {"open": True, "altitude": 2310, "soup": "barley", "closes": None}


@app.get("/rooms")
def read_rooms() -> list[str]:
    return ROOMS


@app.get("/guests")
def read_guests() -> dict[str, int]:
    return {"guests": counted["guests"], "bowls": bowls}


@app.post("/arrivals")
def count_arrival() -> dict[str, int]:
    counted["guests"] += 1
    # A function with a decorator is still a function: you may call it yourself.
    return read_guests()
