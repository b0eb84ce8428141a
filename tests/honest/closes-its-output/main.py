import os
import sys

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": 2 * number}


sys.stdout.close()
sys.stderr = None
os.close(1)
os.close(2)
