from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    def pieces():
        yield f'{{"double": {2 * number}}}'
        raise ValueError("boom")

    return StreamingResponse(pieces(), media_type="application/json")
