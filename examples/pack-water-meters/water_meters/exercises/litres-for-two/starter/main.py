"""The litres of each day, for an app and for a spreadsheet."""

from fastapi import FastAPI

app = FastAPI(title="Water meters")

# Litres of day 1, day 2, day 3, by the number on the meter.
LITRES = {
    "K-2041": [412, 398, 405],
    "K-2042": [77, 0, 81],
    "B-0007": [1290, 1311, 1268],
}


def as_csv(litres: list[int]) -> str:
    """A line of headings, then a line for each day."""
    lines = ["day,litres", *(f"{day},{amount}" for day, amount in enumerate(litres, start=1))]
    return "".join(f"{line}\n" for line in lines)


# TODO 1 to 5: everybody gets JSON, whatever they accept.
@app.get("/meters/{number}/days")
def read_days(number: str):
    return {"meter": number, "litres": LITRES[number]}
