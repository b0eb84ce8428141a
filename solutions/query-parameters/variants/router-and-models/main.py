"""A router, all six names as one model, a model for the answer."""

from enum import Enum
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, FastAPI, Query
from pydantic import BaseModel, Field

from stock import PLANTS


class Light(Enum):
    SUN = "sun"
    HALF = "half"
    SHADE = "shade"


class Plant(BaseModel):
    name: str
    euros: int
    evergreen: bool
    light: Light


class Search(BaseModel):
    word: str | None = Field(None, min_length=2, max_length=20)
    evergreen: bool | None = None
    max_euros: int | None = Field(None, alias="max-euros", ge=0)
    light: list[Light] = list(Light)
    offset: int = Field(0, ge=0)
    limit: int = Field(5, ge=1, le=10)

    def fits(self, plant: Plant) -> bool:
        if self.word is not None and self.word.upper() not in plant.name.upper():
            return False
        if self.evergreen is not None and self.evergreen != plant.evergreen:
            return False
        if self.max_euros is not None and self.max_euros < plant.euros:
            return False
        return plant.light in self.light


class Page(BaseModel):
    found: int
    plants: list[Plant]


class Delivery(BaseModel):
    postcode: str
    pots: int
    euros: int


CATALOGUE = [Plant(**plant) for plant in PLANTS]
router = APIRouter()


@router.get("/plants")
def search(search: Annotated[Search, Query()]) -> Page:
    found = [plant for plant in CATALOGUE if search.fits(plant)]
    return Page(found=len(found), plants=list(islice(found, search.offset, search.offset + search.limit)))


@router.get("/delivery")
def delivery(
    postcode: Annotated[str, Query(pattern="^[0-9][0-9][0-9][0-9][0-9]$")],
    pots: Annotated[int, Query(ge=1, le=30)] = 1,
) -> Delivery:
    return Delivery(postcode=postcode, pots=pots, euros=6 + pots)


app = FastAPI()
app.include_router(router)
