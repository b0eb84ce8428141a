import gzip

from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


BOMB = gzip.compress(bytes(60_000_000))


@app.get("/double/{number}")
def double(number: int):
    return Response(BOMB, media_type="application/json", headers={"content-encoding": "gzip"})
