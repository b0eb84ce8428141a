import os

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    os.mkdir("locked")
    os.mkdir("locked/inside")
    os.symlink("/", "locked/link")
    os.chmod("locked", 0)
    os.chmod(".", 0)
    return {"double": number}
