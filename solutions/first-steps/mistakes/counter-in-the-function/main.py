"""Is the hut open? A status service for walkers down in the valley."""

from fastapi import FastAPI

app = FastAPI(title="Rosswald hut", version="1.0.0")

ROOMS = ["Marmot", "Ibex", "Chough"]
BOWLS_PER_GUEST = 2


@app.get("/hut")
def read_hut() -> dict[str, bool | int | str | None]:
    return {"open": True, "altitude": 2310, "soup": "barley", "closes": None}


@app.get("/rooms")
def read_rooms() -> list[str]:
    return ROOMS


@app.get("/guests")
def read_guests() -> dict[str, int]:
    guests = 0
    return {"guests": guests, "bowls": guests * BOWLS_PER_GUEST}


@app.post("/arrivals")
def count_arrival() -> dict[str, int]:
    guests = 0
    guests += 1
    return {"guests": guests, "bowls": guests * BOWLS_PER_GUEST}
