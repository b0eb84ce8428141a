from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    raise ValueError("\x1b[2J::error::passed\u202e\ud800")
