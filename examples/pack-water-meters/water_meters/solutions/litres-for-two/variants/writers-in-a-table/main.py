"""The litres of each day, for an app and for a spreadsheet."""

from collections.abc import Callable
from typing import Annotated

from fastapi import FastAPI, Header, HTTPException, Response
from fastapi.responses import JSONResponse, PlainTextResponse

app = FastAPI(title="Water meters")

# Litres of day 1, day 2, day 3, by the number on the meter.
LITRES = {
    "K-2041": [412, 398, 405],
    "K-2042": [77, 0, 81],
    "B-0007": [1290, 1311, 1268],
}


def as_json(number: str) -> Response:
    return JSONResponse({"meter": number, "litres": LITRES[number]})


def as_csv(number: str) -> Response:
    days = [f"{day},{amount}" for day, amount in enumerate(LITRES[number], start=1)]
    return PlainTextResponse("\n".join(["day,litres", *days, ""]), media_type="text/csv")


# A third form is a function and a line here.
WRITERS: dict[str, Callable[[str], Response]] = {"application/json": as_json, "text/csv": as_csv, "*/*": as_json}


@app.get("/meters/{number}/days")
def read_days(number: str, accept: Annotated[str, Header()] = "*/*") -> Response:
    wanted = (entry.strip() for entry in accept.split(","))
    write = next((WRITERS[entry] for entry in wanted if entry in WRITERS), None)
    if write is None:
        raise HTTPException(status_code=406)
    response = write(number)
    response.headers["vary"] = "accept"
    return response
