"""Types declared, as older posts write it, and everything else checked in the functions, with the right status."""

from fastapi import FastAPI, HTTPException, Query
from stock import PLANTS

app = FastAPI()


def refuse(is_wrong: bool, why: str) -> None:
    if is_wrong:
        raise HTTPException(422, why)


@app.get("/plants")
def search_plants(
    word: str | None = None,
    evergreen: bool | None = None,
    price: int | None = Query(None, alias="max-euros"),
    light: list[str] = Query([]),
    limit: int = 5,
    offset: int = 0,
):
    refuse(word is not None and not 2 <= len(word) <= 20, "a word has 2 to 20 characters")
    refuse(price is not None and price < 0, "a price is 0 or more")
    refuse(not {"sun", "half", "shade"}.issuperset(light), "a light is sun, half or shade")
    refuse(limit not in range(1, 11), "a page has 1 to 10 plants")
    refuse(offset < 0, "a page begins at 0 or later")
    found, plants = 0, []
    for plant in PLANTS:
        if word and word.lower() not in plant["name"].lower():
            continue
        if evergreen is not None and plant["evergreen"] != evergreen:
            continue
        if price is not None and plant["euros"] > price:
            continue
        if light and plant["light"] not in light:
            continue
        if offset <= found < offset + limit:
            plants.append(plant)
        found += 1
    return {"found": found, "plants": plants}


@app.get("/delivery")
def delivery(postcode: str = Query(), pots: int = 1):
    refuse(len(postcode) != 5 or not postcode.isdecimal(), "a postcode has five digits")
    refuse(not 0 < pots <= 30, "we deliver 1 to 30 pots")
    return {"postcode": postcode, "pots": pots, "euros": 6 + pots}
