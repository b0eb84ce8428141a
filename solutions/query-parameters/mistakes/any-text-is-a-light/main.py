"""What would grow on my balcony? A catalogue to search, and a price for the delivery."""

from enum import StrEnum
from typing import Annotated

from fastapi import FastAPI, Query
from stock import PLANTS

app = FastAPI(title="Nursery")

EUROS_FOR_THE_WAY = 6
EUROS_FOR_A_POT = 1


class Light(StrEnum):
    sun = "sun"
    half = "half"
    shade = "shade"


@app.get("/plants")
def search_plants(
    word: Annotated[str | None, Query(min_length=2, max_length=20)] = None,
    evergreen: bool | None = None,
    # Python allows no hyphen in a name, so the callers' name stands beside it.
    max_euros: Annotated[int | None, Query(alias="max-euros", ge=0)] = None,
    # Without Query() a list would be looked for in the body.
    light: Annotated[list[str], Query()] = [],
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=10)] = 5,
) -> dict[str, int | list[dict]]:
    found = PLANTS
    if word is not None:
        found = [plant for plant in found if word.lower() in plant["name"].lower()]
    # Not `if evergreen:`, as False was asked for too. Nor `if max_euros:`, which is not true for 0.
    if evergreen is not None:
        found = [plant for plant in found if plant["evergreen"] is evergreen]
    if max_euros is not None:
        found = [plant for plant in found if plant["euros"] <= max_euros]
    # An empty list of lights can only mean that none was sent.
    if light:
        found = [plant for plant in found if plant["light"] in light]
    # The page is cut last: a page of the plants that fit.
    return {"found": len(found), "plants": found[offset : offset + limit]}


@app.get("/delivery")
def price_delivery(
    # Text, although it is made of digits: as a number, 04109 would lose its 0.
    postcode: Annotated[str, Query(pattern="^[0-9]{5}$")],
    pots: Annotated[int, Query(ge=1, le=30)] = 1,
) -> dict[str, str | int]:
    euros = EUROS_FOR_THE_WAY + pots * EUROS_FOR_A_POT
    return {"postcode": postcode, "pots": pots, "euros": euros}
