"""All in one file, with async def and a table of rewards in place of a decorator."""

from fastapi import FastAPI

app = FastAPI()

ROOMS = [["umbrella", None, "glove", "schoolbag"], ["hat", None, None, "tent"], ["violin"], [], []]
PRAM = 13
SHELF = {name: 4 * row + column for row, names in enumerate(ROOMS) for column, name in enumerate(names) if name}
SHELF["pram"] = PRAM


@app.get("/fees/{days}")
async def fee(days: int):
    return dict(euros=days + days + 3, days=days)


@app.get("/things/{name}")
async def thing(name: str):
    shelf = SHELF.get(name)
    room = 1 + int(shelf / 4) if shelf is not None else None
    return {"name": name, "shelf": shelf, "room": room}


@app.get("/rewards/{kind}/{value}")
async def reward(kind: str, value: int):
    ordinary = value // 20
    match kind:
        case "wallet":
            euros = ordinary + 5
        case "instrument":
            euros = ordinary + ordinary
        case _:
            euros = ordinary
    return {"kind": kind, "euros": euros}
