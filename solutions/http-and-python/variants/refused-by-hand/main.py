"""Lost on the train? A service for travellers, and for those who found something."""

from fastapi import FastAPI, HTTPException

from fees import fee_for
from rewards import reward_for
from shelves import find_room, find_shelf

app = FastAPI(title="Lost property")


@app.get("/fees/{days}")
def read_fee(days: str):
    try:
        number = int(days)
    except ValueError:
        raise HTTPException(422, f"{days} is no whole number") from None
    return {"days": number, "euros": fee_for(number)}


@app.get("/things/{name}")
def read_thing(name: str) -> dict[str, str | int | None]:
    return {"name": name, "shelf": find_shelf(name), "room": find_room(name)}


@app.get("/rewards/{kind}/{value}")
def read_reward(kind: str, value: int) -> dict[str, str | int]:
    return {"kind": kind, "euros": reward_for(kind, value)}
