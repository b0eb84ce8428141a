import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    def pieces():
        while True:
            yield b"x"
            time.sleep(0.05)

    return StreamingResponse(pieces())
