"""A cloakroom that tells on which rail a coat hangs."""
# TODO(author): a wrong answer that people write. One mistake, one folder.

from typing import Annotated

from fastapi import FastAPI, Path

app = FastAPI()


@app.get("/coats/{number}")
def read_coat(number: Annotated[int, Path(gt=1, lt=200)]) -> dict[str, int]:
    return {"coat": number, "rail": number // 20}
