from fastapi import FastAPI, Response

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return Response(f'{{"double": {2 * number}}}', media_type="application/json", headers={"content-length": "5"})
