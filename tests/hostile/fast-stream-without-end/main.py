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
            yield b"x" * 100_000

    return StreamingResponse(pieces())
