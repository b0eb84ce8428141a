"""async def, Literal in place of an enum, and one function that says whether a plant fits."""

from typing import Annotated, Literal

from fastapi import FastAPI, Query

import stock

app = FastAPI()

Light = Literal["sun", "half", "shade"]


@app.get("/delivery")
async def delivery(
    *,
    pots: Annotated[int, Query(gt=0, lt=31)] = 1,
    postcode: Annotated[str, Query(min_length=5, max_length=5, pattern=r"^\d+$")],
):
    return dict(postcode=postcode, pots=pots, euros=6 + pots)


@app.get("/plants")
async def plants(
    word: Annotated[str, Query(min_length=2, max_length=20)] = None,
    evergreen: bool | None = None,
    light: Annotated[set[Light] | None, Query()] = None,
    highest: Annotated[int, Query(alias="max-euros", gt=-1)] = 1_000_000,
    offset: Annotated[int, Query(gt=-1)] = 0,
    limit: Annotated[int, Query(gt=0, lt=11)] = 5,
):
    def fits(plant):
        return (
            (word is None or word.casefold() in plant["name"].casefold())
            and evergreen in (None, plant["evergreen"])
            and (light is None or plant["light"] in light)
            and plant["euros"] <= highest
        )

    fitting = list(filter(fits, stock.PLANTS))
    return {"plants": fitting[offset:][:limit], "found": len(fitting)}
