"""A router with a prefix, an enum for the walls, a dataclass as body."""

from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query


class Wall(IntEnum):
    slab = 1
    overhang = 2
    chimney = 3
    arch = 4


@dataclass
class Party:
    name: str
    climbers: int
    shoes: bool = False
    note: str | None = None


class Desk:
    def __init__(self):
        self.book = []

    def enter(self, entry):
        entry["id"] = len(self.book) + 1
        self.book.append(entry)
        return entry


desk = Desk()
walls = APIRouter(prefix="/walls/{wall}")
prices = APIRouter()


@prices.post("/prices")
def price(party: Party):
    each = 9
    if party.shoes:
        each += 4
    return {"euros": each * party.climbers, "name": party.name}


@walls.post("/bookings")
def book(wall: Wall, party: Party, minutes: Annotated[int, Query()] = 60, desk: Desk = Depends(lambda: desk)):
    return desk.enter({**asdict(party), "wall": int(wall), "minutes": minutes})


@walls.get("/bookings")
def of_wall(wall: Wall, desk: Desk = Depends(lambda: desk)):
    return [entry for entry in desk.book if entry["wall"] == wall]


app = FastAPI()
app.include_router(prices)
app.include_router(walls)
