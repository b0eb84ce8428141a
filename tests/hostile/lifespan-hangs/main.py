import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    await asyncio.sleep(1000)
    yield


app = FastAPI(lifespan=lifespan)
