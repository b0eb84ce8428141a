import signal

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))


@app.get("/double/{number}")
async def double(number: int):
    while True:
        pass
