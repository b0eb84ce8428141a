"""A cloakroom that tells on which rail a coat hangs."""
# TODO(author): put your answer in the place of this one.

from typing import Annotated

from fastapi import FastAPI, Path

app = FastAPI()


@app.get("/coats/{number}")
def read_coat(number: Annotated[int, Path(ge=1, le=200)]) -> dict[str, int]:
    return {"coat": number, "rail": number // 20}
