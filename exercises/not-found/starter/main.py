"""Which hive stands where? The register of a beekeepers' association."""

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI(title="Hive register")


class HiveIn(BaseModel):
    place: str
    frames: int = 10


# From an id to its hive.
hives = {}


# TODO 4: only the hives at one place, if the caller asks for one.
@app.get("/hives")
def list_hives():
    if not hives:
        raise HTTPException(404, "There are no hives")
    return list(hives.values())


# TODO 2: this gave one number twice.
@app.post("/hives")
def add_hive(hive: HiveIn):
    hive_id = len(hives) + 1
    hives[hive_id] = {"id": hive_id} | hive.model_dump()
    return hives[hive_id]


# TODO 3: a phone takes this for a hive.
@app.get("/hives/{hive_id}")
def read_hive(hive_id: int):
    if hive_id not in hives:
        return {"error": f"There is no hive {hive_id}"}
    return hives[hive_id]


# TODO 5: this takes notes on hives that never were.
@app.put("/hives/{hive_id}")
def replace_hive(hive_id: int, hive: HiveIn):
    hives[hive_id] = {"id": hive_id} | hive.model_dump()
    return hives[hive_id]


# TODO 6: and this says yes to everybody.
@app.delete("/hives/{hive_id}")
def remove_hive(hive_id: int):
    if hive_id not in hives:
        return HTTPException(404, f"There is no hive {hive_id}")
    return hives[hive_id]


# TODO 7: POST /hives/{hive_id}/unite/{other_id}
