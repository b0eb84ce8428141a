from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    yield
    raise ValueError("the till is open")


app = FastAPI(lifespan=lifespan)


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return {"double": 2 * number}
