from fastapi import FastAPI
from fastapi.responses import JSONResponse

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    headers = {f"x-{i}": "x" * 50_000 for i in range(10)} | {f"y-{i}": "y" for i in range(2_000)}
    return JSONResponse({"double": number}, headers=headers)
