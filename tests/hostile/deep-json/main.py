from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return Response("[" * 100_000, media_type="application/json")
