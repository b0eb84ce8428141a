import gzip
import json

from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> Response:
    body = gzip.compress(json.dumps({"double": 2 * number}).encode())
    return Response(body, media_type="application/json", headers={"content-encoding": "gzip"})
