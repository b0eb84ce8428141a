import time

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> StreamingResponse:
    def pieces():
        for character in f'{{"double": {2 * number}}}':
            yield character
            time.sleep(0.01)

    return StreamingResponse(pieces(), media_type="application/json")
