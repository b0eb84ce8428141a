from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return Response('{"double": NaN}', media_type="application/json")
