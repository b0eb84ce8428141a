"""Async, with a list that is searched, and a 404 written out in each route."""

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()
register = []
state = {"last_id": 0}


class Hive(BaseModel):
    place: str = Field()
    frames: int = Field(default=10)


def position(hive_id):
    for place, hive in enumerate(register):
        if hive["id"] == hive_id:
            return place
    return None


@app.get("/hives")
async def every(place: str | None = None):
    if place is None:
        return register
    return list(filter(lambda hive: hive["place"] == place, register))


@app.post("/hives")
async def add(hive: Hive):
    state["last_id"] += 1
    register.append(dict(id=state["last_id"], place=hive.place, frames=hive.frames))
    return register[-1]


@app.get("/hives/{number}")
async def one(number: int):
    place = position(number)
    if place is None:
        raise HTTPException(status_code=404, detail=f"There is no hive {number}")
    return register[place]


@app.put("/hives/{number}")
async def change(number: int, hive: Hive):
    place = position(number)
    if place is None:
        raise HTTPException(status_code=404, detail=f"There is no hive {number}")
    register[place].update(place=hive.place, frames=hive.frames)
    return register[place]


@app.delete("/hives/{number}")
async def away(number: int):
    place = position(number)
    if place is None:
        raise HTTPException(status_code=404, detail=f"There is no hive {number}")
    return register.pop(place)


@app.post("/hives/{number}/unite/{guest}")
async def unite(number: int, guest: int):
    for wanted in (number, guest):
        if position(wanted) is None:
            raise HTTPException(status_code=404, detail=f"There is no hive {wanted}")
    if number == guest:
        raise HTTPException(status_code=409, detail=f"Hive {number} cannot be united with itself")
    frames = register.pop(position(guest))["frames"]
    host = register[position(number)]
    host["frames"] += frames
    return host
