"""The wall is refused in the functions; the body goes through single fields."""

from fastapi import Body, FastAPI, HTTPException

app = FastAPI()
bookings = []


def refuse_unknown(wall):
    if wall not in (1, 2, 3, 4):
        raise HTTPException(422, f"there is no wall {wall}")


@app.post("/prices")
def price(
    name: str = Body(),
    climbers: int = Body(),
    shoes: bool = Body(default=False),
    note: str | None = Body(default=None),
):
    return dict(name=name, euros=climbers * 9 + climbers * 4 * shoes)


@app.post("/walls/{wall}/bookings")
def book(
    wall: int,
    minutes: int = 60,
    name: str = Body(),
    climbers: int = Body(),
    shoes: bool = Body(default=False),
    note: str | None = Body(default=None),
):
    refuse_unknown(wall)
    number = bookings[-1]["id"] + 1 if bookings else 1
    bookings.append(
        dict(id=number, wall=wall, minutes=minutes, name=name, climbers=climbers, shoes=shoes, note=note)
    )
    return bookings[-1]


@app.get("/walls/{wall}/bookings")
def of_wall(wall: int):
    refuse_unknown(wall)
    return list(filter(lambda booking: booking["wall"] == wall, bookings))
