"""A model for bookings, ids from itertools, a dict of lists by wall, async functions."""

from collections import defaultdict
from itertools import count
from typing import Annotated, Optional

from fastapi import Body, FastAPI, Path, Query
from pydantic import BaseModel, Field


class Party(BaseModel):
    name: str
    climbers: int
    shoes: bool = Field(default=False)
    note: Optional[str] = Field(default=None)

    @property
    def euros(self) -> int:
        return self.climbers * (13 if self.shoes else 9)


class Booking(Party):
    id: int
    wall: int
    minutes: int


class Price(BaseModel):
    name: str
    euros: int


app = FastAPI()
ids = count(1)
by_wall: dict[int, list[Booking]] = defaultdict(list)


@app.post("/prices")
async def price(party: Annotated[Party, Body()]) -> Price:
    return Price(name=party.name, euros=party.euros)


@app.post("/walls/{wall}/bookings")
async def book(
    wall: Annotated[int, Path(gt=0, lt=5)],
    party: Annotated[Party, Body()],
    minutes: Annotated[int, Query()] = 60,
) -> Booking:
    booking = Booking(id=next(ids), wall=wall, minutes=minutes, **party.model_dump())
    by_wall[wall].append(booking)
    return booking


@app.get("/walls/{wall}/bookings")
async def bookings(wall: Annotated[int, Path(gt=0, lt=5)]) -> list[Booking]:
    return by_wall[wall]
