"""Lost on the train? A service for travellers, and for those who found something."""

from fastapi import FastAPI

from fees import fee_for
from rewards import reward_for
from shelves import find_room, find_shelf

app = FastAPI(title="Lost property")


# The address is text. This is where it comes in, so here it becomes a number, or is refused.
@app.get("/fees/{days}")
def read_fee(days: float):
    return {"days": days, "euros": fee_for(days)}


@app.get("/things/{name}")
def read_thing(name: str) -> dict[str, str | int | None]:
    return {"name": name, "shelf": find_shelf(name), "room": find_room(name)}


@app.get("/rewards/{kind}/{value}")
def read_reward(kind: str, value: int) -> dict[str, str | int]:
    return {"kind": kind, "euros": reward_for(kind, value)}
