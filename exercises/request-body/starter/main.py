"""Who climbs where? The bookings of a climbing hall."""

from typing import Annotated

from fastapi import FastAPI, Path
from pydantic import BaseModel

app = FastAPI(title="Climbing hall")

EUROS_PER_CLIMBER = 9
EUROS_PER_PAIR_OF_SHOES = 4

# TODO 3: the walls are 1 to 4.
Wall = Annotated[int, Path()]


# TODO 2: the other three fields of a party, and which of them may be left out.
class Party(BaseModel):
    name: str


# Outside of the functions, so that the next request finds what this one left.
bookings: list[dict] = []


# TODO 1: the price is worked out from the party.
@app.post("/prices")
def work_out_price(party: Party):
    return {"name": party.name, "euros": 0}


# TODO 3, 4: POST /walls/{wall}/bookings, with ?minutes=


# TODO 5: GET /walls/{wall}/bookings
