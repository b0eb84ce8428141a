from fastapi import FastAPI
from fastapi.responses import JSONResponse

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return JSONResponse({"double": 2 * number}, headers={"x-long": "x" * 2_000_000})
