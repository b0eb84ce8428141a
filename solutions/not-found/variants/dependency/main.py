"""The hive arrives in the function: FastAPI finds it, or answers 404, before the function runs."""

from itertools import count
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, status
from pydantic import BaseModel


class HiveIn(BaseModel):
    place: str
    frames: int = 10


class Hive(HiveIn):
    id: int


app = FastAPI()
hives: dict[int, Hive] = {}
ids = count(1)


def hive_from_path(hive_id: int) -> Hive:
    if (hive := hives.get(hive_id)) is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no hive {hive_id}")
    return hive


def other_from_path(other_id: int) -> Hive:
    return hive_from_path(other_id)


FoundHive = Annotated[Hive, Depends(hive_from_path)]
OtherHive = Annotated[Hive, Depends(other_from_path)]


@app.get("/hives")
def list_hives(place: str | None = None) -> list[Hive]:
    found = list(hives.values())
    if place is not None:
        found = [hive for hive in found if hive.place == place]
    return found


@app.post("/hives")
def add_hive(hive: HiveIn) -> Hive:
    hive_id = next(ids)
    return hives.setdefault(hive_id, Hive(id=hive_id, **hive.model_dump()))


@app.get("/hives/{hive_id}")
def read_hive(hive: FoundHive) -> Hive:
    return hive


@app.put("/hives/{hive_id}")
def replace_hive(hive: FoundHive, new: HiveIn) -> Hive:
    hives[hive.id] = Hive(id=hive.id, **new.model_dump())
    return hives[hive.id]


@app.delete("/hives/{hive_id}")
def remove_hive(hive: FoundHive) -> Hive:
    del hives[hive.id]
    return hive


@app.post("/hives/{hive_id}/unite/{other_id}")
def unite_hives(hive: FoundHive, other: OtherHive) -> Hive:
    if hive is other:
        raise HTTPException(status.HTTP_409_CONFLICT, f"Hive {hive.id} cannot be united with itself")
    hive.frames += hives.pop(other.id).frames
    return hive
