"""Which hive stands where? The register of a beekeepers' association."""

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI(title="Hive register")


class HiveIn(BaseModel):
    place: str
    frames: int = 10


# From an id to its hive.
hives = {}


def find_hive(hive_id: int):
    if hive_id not in hives:
        raise HTTPException(404, f"There is no hive {hive_id}")
    return hives[hive_id]


@app.get("/hives")
def list_hives(place: str | None = None):
    return [hive for hive in hives.values() if place is None or hive["place"] == place]


@app.post("/hives")
def add_hive(hive: HiveIn):
    hive_id = len(hives) + 1
    hives[hive_id] = {"id": hive_id} | hive.model_dump()
    return hives[hive_id]


@app.get("/hives/{hive_id}")
def read_hive(hive_id: int):
    return find_hive(hive_id)


@app.put("/hives/{hive_id}")
def replace_hive(hive_id: int, hive: HiveIn):
    find_hive(hive_id)
    hives[hive_id] = {"id": hive_id} | hive.model_dump()
    return hives[hive_id]


@app.delete("/hives/{hive_id}")
def remove_hive(hive_id: int):
    find_hive(hive_id)
    return hives.pop(hive_id)


@app.post("/hives/{hive_id}/unite/{other_id}")
def unite_hives(hive_id: int, other_id: int):
    hive = find_hive(hive_id)
    other = find_hive(other_id)
    if hive_id == other_id:
        raise HTTPException(409, f"Hive {hive_id} cannot be united with itself")
    hive["frames"] += other["frames"]
    del hives[other_id]
    return hive
