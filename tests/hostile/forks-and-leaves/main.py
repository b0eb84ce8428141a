import os
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
async def double(number: int):
    if os.fork():
        os._exit(0)
    time.sleep(1000)
