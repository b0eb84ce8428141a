"""A router, models as answers, classes for the rewards."""

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, computed_field

from fees import fee_for
from shelves import SHELVES


class Fee(BaseModel):
    days: int

    @computed_field
    @property
    def euros(self) -> int:
        return fee_for(self.days)


class Place(BaseModel):
    name: str
    shelf: int | None = None
    room: int | None = None


class Reward(BaseModel):
    kind: str
    euros: int


class Ordinary:
    def euros(self, value: int) -> int:
        return value // 20


class Wallet(Ordinary):
    def euros(self, value: int) -> int:
        return super().euros(value) + 5


class Instrument(Ordinary):
    def euros(self, value: int) -> int:
        return 2 * super().euros(value)


KINDS = {"ordinary": Ordinary, "wallet": Wallet, "instrument": Instrument}

router = APIRouter()


@router.get("/fees/{days}")
def fee(days: int) -> Fee:
    return Fee(days=days)


@router.get("/things/{name}")
def thing(name: str) -> Place:
    if (shelf := SHELVES.get(name)) is None:
        return Place(name=name)
    return Place(name=name, shelf=shelf, room=shelf // 4 + 1)


@router.get("/rewards/{kind}/{value}")
def reward(kind: str, value: int) -> Reward:
    return Reward(kind=kind, euros=KINDS[kind]().euros(value))


app = FastAPI()
app.include_router(router)
