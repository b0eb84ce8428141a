import os

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return {"double": 2 * number + 1}


os.closerange(0, 256)
