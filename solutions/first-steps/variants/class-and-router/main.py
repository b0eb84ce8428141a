"""A class that keeps the count, models as results, routes on routers."""

from dataclasses import dataclass

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel, computed_field


class Guests(BaseModel):
    guests: int = 0

    @computed_field
    @property
    def bowls(self) -> int:
        return 2 * self.guests


@dataclass
class Hut:
    open: bool = True
    altitude: int = 2310
    soup: str = "barley"
    closes: str | None = None


class Door:
    def __init__(self) -> None:
        self.inside = Guests()
        self.router = APIRouter()
        self.router.add_api_route("/guests", self.look, methods=["GET"])
        self.router.add_api_route("/arrivals", self.press, methods=["POST"])

    def look(self) -> Guests:
        return self.inside

    def press(self) -> Guests:
        self.inside = Guests(guests=self.inside.guests + 1)
        return self.inside


facts = APIRouter(tags=["facts"])


@facts.get("/hut")
def hut() -> Hut:
    return Hut()


@facts.get("/rooms")
def rooms() -> list[str]:
    return ["Marmot", "Ibex", "Chough"]


app = FastAPI(title="Rosswald hut", version="1.0.0")
app.include_router(facts)
app.include_router(Door().router)
