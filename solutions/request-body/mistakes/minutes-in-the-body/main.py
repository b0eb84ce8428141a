"""Who climbs where? The bookings of a climbing hall."""

from typing import Annotated

from fastapi import FastAPI, Path
from pydantic import BaseModel

app = FastAPI(title="Climbing hall")

# Two routes need this rule, so it has a name.
Wall = Annotated[int, Path(ge=1, le=4)]

EUROS_PER_CLIMBER = 9
EUROS_PER_PAIR_OF_SHOES = 4


class Party(BaseModel):
    """What a caller sends. What has a default may be left out."""

    name: str
    climbers: int
    shoes: bool = False
    note: str | None = None
    minutes: int = 60


# Outside of the functions, so that the next request finds what this one left.
bookings: list[dict] = []


@app.post("/prices")
def work_out_price(party: Party):
    euros = party.climbers * EUROS_PER_CLIMBER
    if party.shoes:
        euros += party.climbers * EUROS_PER_PAIR_OF_SHOES
    return {"name": party.name, "euros": euros}


# wall is a blank: path. party is a model: body. minutes is neither: query.
@app.post("/walls/{wall}/bookings")
def book(wall: Wall, party: Party):
    booking = {"id": len(bookings) + 1, "wall": wall} | party.model_dump()
    bookings.append(booking)
    return booking


@app.get("/walls/{wall}/bookings")
def list_bookings(wall: Wall):
    return [booking for booking in bookings if booking["wall"] == wall]
