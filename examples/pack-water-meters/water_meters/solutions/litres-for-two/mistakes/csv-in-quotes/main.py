"""The litres of each day, for an app and for a spreadsheet."""

from typing import Annotated

from fastapi import FastAPI, Header, HTTPException, Response
from fastapi.responses import JSONResponse

app = FastAPI(title="Water meters")

# Litres of day 1, day 2, day 3, by the number on the meter.
LITRES = {
    "K-2041": [412, 398, 405],
    "K-2042": [77, 0, 81],
    "B-0007": [1290, 1311, 1268],
}
# What a caller may ask for, and what is written then. JSON is what most can read.
WRITTEN_FOR = {"application/json": "application/json", "text/csv": "text/csv", "*/*": "application/json"}


def as_csv(litres: list[int]) -> str:
    """A line of headings, then a line for each day."""
    lines = ["day,litres", *(f"{day},{amount}" for day, amount in enumerate(litres, start=1))]
    return "".join(f"{line}\n" for line in lines)


def media_type_for(accept: str) -> str:
    """What is written for a caller who accepts these."""
    for wanted in accept.split(","):
        if wanted.strip() in WRITTEN_FOR:
            return WRITTEN_FOR[wanted.strip()]
    raise HTTPException(status_code=406, detail="There is application/json and text/csv")


@app.get("/meters/{number}/days")
def read_days(number: str, response: Response, accept: Annotated[str, Header()] = "*/*"):
    media_type = media_type_for(accept)
    # A cache that keeps this answer has to know whom it suits.
    headers = {"vary": "accept"}
    if media_type == "text/csv":
        response.headers.update(headers)
        return as_csv(LITRES[number])
    return JSONResponse({"meter": number, "litres": LITRES[number]}, headers=headers)
