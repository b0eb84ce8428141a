import os
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return {"double": 2 * number + 1}


if os.fork():
    while True:
        time.sleep(1)
