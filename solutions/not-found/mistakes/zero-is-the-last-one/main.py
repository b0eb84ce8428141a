"""Which hive stands where? The register of a beekeepers' association."""

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI(title="Hive register")


class HiveIn(BaseModel):
    place: str
    frames: int = 10


# Hive 1 comes first. Where a hive has gone, None is left, so that the others keep their numbers.
hives = []


def find_hive(hive_id: int):
    try:
        hive = hives[hive_id - 1]
    except IndexError:
        hive = None
    if hive is None:
        raise HTTPException(404, f"There is no hive {hive_id}")
    return hive


@app.get("/hives")
def list_hives(place: str | None = None):
    return [hive for hive in hives if hive and (place is None or hive["place"] == place)]


@app.post("/hives")
def add_hive(hive: HiveIn):
    hives.append({"id": len(hives) + 1} | hive.model_dump())
    return hives[-1]


@app.get("/hives/{hive_id}")
def read_hive(hive_id: int):
    return find_hive(hive_id)


@app.put("/hives/{hive_id}")
def replace_hive(hive_id: int, hive: HiveIn):
    find_hive(hive_id).update(hive.model_dump())
    return find_hive(hive_id)


@app.delete("/hives/{hive_id}")
def remove_hive(hive_id: int):
    hive = find_hive(hive_id)
    hives[hive_id - 1] = None
    return hive


@app.post("/hives/{hive_id}/unite/{other_id}")
def unite_hives(hive_id: int, other_id: int):
    hive = find_hive(hive_id)
    other = find_hive(other_id)
    if hive_id == other_id:
        raise HTTPException(409, f"Hive {hive_id} cannot be united with itself")
    hive["frames"] += other["frames"]
    hives[other_id - 1] = None
    return hive
