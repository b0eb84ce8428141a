from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return Response('{"double": ' + "8" * 5_000 + "}", media_type="application/json")
