import signal

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


for number in range(1, signal.NSIG):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass


@app.get("/double/{number}")
def double(number: int):
    while True:
        pass
