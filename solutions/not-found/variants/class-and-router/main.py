"""A class that knows nothing of status codes, a router, and one function that turns its error into 404."""

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel


class HiveIn(BaseModel):
    place: str
    frames: int = 10


class Hive(BaseModel):
    id: int
    place: str
    frames: int


class NoSuchHive(LookupError):
    def __init__(self, hive_id: int) -> None:
        super().__init__(f"There is no hive {hive_id}")


class Register:
    def __init__(self) -> None:
        self.made = 0
        self.by_id: dict[int, Hive] = {}

    def at(self, place: str | None) -> list[Hive]:
        return [hive for hive in self.by_id.values() if place in (None, hive.place)]

    def add(self, new: HiveIn) -> Hive:
        self.made += 1
        hive = Hive(id=self.made, place=new.place, frames=new.frames)
        self.by_id[hive.id] = hive
        return hive

    def find(self, hive_id: int) -> Hive:
        try:
            return self.by_id[hive_id]
        except KeyError:
            raise NoSuchHive(hive_id) from None

    def replace(self, hive_id: int, new: HiveIn) -> Hive:
        hive = self.find(hive_id)
        hive.place, hive.frames = new.place, new.frames
        return hive

    def remove(self, hive_id: int) -> Hive:
        self.find(hive_id)
        return self.by_id.pop(hive_id)


register = Register()
routes = APIRouter(prefix="/hives")


@routes.get("")
def list_hives(place: str | None = None) -> list[Hive]:
    return register.at(place)


@routes.post("")
def add_hive(hive: HiveIn) -> Hive:
    return register.add(hive)


@routes.get("/{hive_id}")
def read_hive(hive_id: int) -> Hive:
    return register.find(hive_id)


@routes.put("/{hive_id}")
def replace_hive(hive_id: int, hive: HiveIn) -> Hive:
    return register.replace(hive_id, hive)


@routes.delete("/{hive_id}")
def remove_hive(hive_id: int) -> Hive:
    return register.remove(hive_id)


@routes.post("/{hive_id}/unite/{other_id}")
def unite_hives(hive_id: int, other_id: int) -> Hive:
    hive = register.find(hive_id)
    if hive_id == other_id:
        raise HTTPException(409, f"Hive {hive_id} cannot be united with itself")
    hive.frames += register.remove(other_id).frames
    return hive


app = FastAPI()
app.include_router(routes)


@app.exception_handler(NoSuchHive)
def no_such_hive(request: Request, error: NoSuchHive) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, status_code=404)
