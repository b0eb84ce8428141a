import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    yield
    await asyncio.sleep(1000)


app = FastAPI(lifespan=lifespan)


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
def double(number: int):
    return {"double": 2 * number}
