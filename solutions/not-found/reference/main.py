"""Which hive stands where? The register of a beekeepers' association."""

from itertools import count

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI(title="Hive register")


class HiveIn(BaseModel):
    """What a caller sends."""

    place: str
    frames: int = 10


class Hive(HiveIn):
    """What is kept and answered: the same fields, and the id on top."""

    id: int


hives: dict[int, Hive] = {}
# Beside the hives and not worked out from them: a removed hive leaves no gap here.
new_ids = count(1)


def find_hive(hive_id: int) -> Hive:
    # Every route with a hive in its address begins here, so all of them say "no such hive" in the same words.
    if hive_id not in hives:
        raise HTTPException(404, f"There is no hive {hive_id}")
    return hives[hive_id]


@app.get("/hives")
def list_hives(place: str | None = None) -> list[Hive]:
    # A search that finds nothing is a success: the list is there, and it is empty.
    return [hive for hive in hives.values() if place is None or hive.place == place]


@app.post("/hives")
def add_hive(hive: HiveIn) -> Hive:
    new = Hive(id=next(new_ids), **hive.model_dump())
    hives[new.id] = new
    return new


@app.get("/hives/{hive_id}")
def read_hive(hive_id: int) -> Hive:
    return find_hive(hive_id)


@app.put("/hives/{hive_id}")
def replace_hive(hive_id: int, hive: HiveIn) -> Hive:
    # Assigning to a key that is not there would add it. So the question comes first.
    find_hive(hive_id)
    hives[hive_id] = Hive(id=hive_id, **hive.model_dump())
    return hives[hive_id]


@app.delete("/hives/{hive_id}")
def remove_hive(hive_id: int) -> Hive:
    find_hive(hive_id)
    return hives.pop(hive_id)


@app.post("/hives/{hive_id}/unite/{other_id}")
def unite_hives(hive_id: int, other_id: int) -> Hive:
    hive = find_hive(hive_id)
    other = find_hive(other_id)
    if hive_id == other_id:
        raise HTTPException(409, f"Hive {hive_id} cannot be united with itself")
    # Nothing has been changed so far, and from here on nothing is refused any more.
    hive.frames += other.frames
    del hives[other_id]
    return hive
