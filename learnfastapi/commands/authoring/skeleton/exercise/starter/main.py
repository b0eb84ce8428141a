"""A cloakroom that tells on which rail a coat hangs."""
# TODO(author): put your starter in the place of this one. It starts, and does not pass.

from fastapi import FastAPI

app = FastAPI()


# TODO 1, 2: the rail is missing, and numbers get in that no coat has.
@app.get("/coats/{number}")
def read_coat(number: int):
    return {"coat": number}
