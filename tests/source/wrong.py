"""Wrong code for each kind of finding. `# here` marks the lines that must be found, and no others."""

BLOCKING_CALL = {
    "sleep in an endpoint": """
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def slow():
    time.sleep(1)  # here
""",
    "under another name": """
from time import sleep as nap


async def slow():
    nap(1)  # here
""",
    "a module under another name": """
import subprocess as sp


async def slow():
    return sp.run(["ls"])  # here
""",
    "imported in the function": """
async def slow(url: str):
    import urllib.request

    with urllib.request.urlopen(url) as answer:  # here
        return answer.read()
""",
    "in a comprehension": """
import requests


async def slow(urls: list[str]):
    return [requests.get(url) for url in urls]  # here
""",
    "given a name of its own": """
import time

pause = time.sleep


async def slow():
    pause(1)  # here
""",
    "in a nested async def": """
import time


def make():
    async def slow():
        time.sleep(1)  # here

    return slow
""",
    "in a background task": """
import time
from fastapi import BackgroundTasks


async def report():
    time.sleep(1)  # here


async def start(tasks: BackgroundTasks):
    tasks.add_task(report)
""",
    "in a middleware's method": """
import httpx


class Log:
    async def dispatch(self, request, call_next):
        httpx.post("http://log", json={})  # here
        return await call_next(request)
""",
    "next to a lifespan": """
import os
import time
from contextlib import asynccontextmanager


@asynccontextmanager
async def lifespan(app):
    time.sleep(1)
    yield


async def slow():
    os.system("ls")  # here
""",
}

NEVER_AWAITED = {
    "asyncio.sleep": """
import asyncio


async def slow():
    asyncio.sleep(1)  # here
    return 1
""",
    "an own function": """
async def save(x):
    pass


async def create(x: int):
    save(x)  # here
    return x
""",
    "in a def": """
async def save(x):
    pass


def create(x: int):
    save(x)  # here
""",
    "a thread pool": """
from starlette.concurrency import run_in_threadpool as threaded


async def create():
    threaded(print, 1)  # here
""",
    "a web socket": """
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/")
async def echo(socket: WebSocket):
    socket.accept()  # here
    await socket.send_text("hello")
    socket.close()  # here
""",
    "an uploaded file": """
import fastapi


async def upload(file: fastapi.UploadFile | None = None):
    file.seek(0)  # here
""",
    "an own method": """
class Room:
    async def send(self, text):
        pass

    async def enter(self, name):
        self.send(name)  # here
""",
    "an endpoint": """
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def read():
    return 1


@app.get("/again")
async def again():
    read()  # here
""",
}

NEVER_AWAITED |= {
    "an endpoint's result": """
from fastapi import FastAPI

app = FastAPI()


async def load():
    return {"n": 1}


@app.get("/n")
async def n():
    return load()  # here


@app.get("/m")
def m():
    found = load()  # here
    return found
""",
    "used as if it were the result": """
import fastapi


async def load():
    return {"n": [1]}


async def read():
    found = load()  # here
    for n in load():  # here
        print(n)
    return found["n"], [x for x in load()], load()["n"]  # here
""",
    "an upload's content": """
from fastapi import UploadFile


async def upload(file: UploadFile):
    content = file.read()  # here
    return content[:10]
""",
}

DEPENDS_CALLED = {
    "a generator": """
from typing import Annotated
from fastapi import Depends


def get_db():
    yield {}


def read(db: Annotated[dict, Depends(get_db())]):  # here
    return db
""",
    "a coroutine": """
import fastapi


async def user():
    return "ada"


def read(name=fastapi.Depends(user())):  # here
    return name
""",
    "a value": """
from fastapi import Depends as Needs


def paging(skip: int = 0):
    return {"skip": skip}


def read(page=Needs(paging())):  # here
    return page
""",
    "nothing": """
from fastapi import APIRouter, Depends, HTTPException


def check_key(key: str = ""):
    if key != "k":
        raise HTTPException(401)


router = APIRouter(dependencies=[Depends(check_key())])  # here
""",
    "an instance of a model": """
from fastapi import Depends
from pydantic import BaseModel


class Page(BaseModel):
    skip: int = 0


def read(page=Depends(Page())):  # here
    return page
""",
    "what makes such an instance": """
from fastapi import Security
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    key: str = ""


def settings() -> Settings:
    return Settings()


def read(page=Security(settings())):  # here
    return page
""",
    "a plain class": """
from dataclasses import dataclass

from fastapi import Depends


@dataclass
class Page:
    skip: int = 0


def read(page=Depends(dependency=Page())):  # here
    return page
""",
}

TASK_CALLED = {
    "a function without a result": """
from fastapi import BackgroundTasks


def mail(to: str):
    print(to)


def signup(tasks: BackgroundTasks):
    tasks.add_task(mail("ada"))  # here
""",
    "a coroutine": """
from fastapi import BackgroundTasks


async def mail(to: str):
    print(to)


async def signup(background: BackgroundTasks, to: str):
    background.add_task(mail(to))  # here
""",
    "own tasks": """
from starlette.background import BackgroundTask, BackgroundTasks


def mail(to: str) -> bool:
    return True


def signup():
    tasks = BackgroundTasks()
    tasks.add_task(func=mail("ada"))  # here
    return BackgroundTask(mail("bob"))  # here
""",
    "a thread pool": """
import asyncio

from fastapi.concurrency import run_in_threadpool


def work(n):
    return {"n": n}


async def read(n: int):
    await asyncio.to_thread(work(n))  # here
    return await run_in_threadpool(work(n))  # here
""",
}

SQL_BUILT = {
    "an f-string": """
def users(con, name: str):
    return con.execute(f"select * from u where name = '{name}'").fetchall()  # here
""",
    "sums": """
from sqlalchemy import text


def users(session, name: str):
    return session.execute(text("SELECT * FROM u WHERE name = '" + name + "'"))  # here
""",
    "percent": """
def users(con, name: str):
    return con.execute("select * from u where id = %d and name = '%s'" % (1, name))  # here
""",
    "percent with one value": """
def users(con, name):
    return con.execute("select * from u where name like '%%%s%%'" % name)  # here
""",
    "format": """
def users(con, name: str | None, kind: str):
    con.execute("select * from u where k = '{}' and name = '{}'".format(1, name))  # here
    con.execute("select * from u where k = '{kind}'".format(kind=kind))  # here
""",
    "like": """
import sqlalchemy as sa


def users(db, q: str):
    return db.scalars(sa.text(f"select * from u where name like '%{q}%'"))  # here
""",
    "by way of a variable": """
def users(con, q: str):
    pattern = f"%{q.lower()}%"
    query = f"SELECT * FROM u WHERE name LIKE '{pattern}'"
    return con.execute(query)  # here
""",
    "a model's field": """
from pydantic import BaseModel


class Book(BaseModel):
    title: str


def create(con, book: Book):
    con.execute(f"INSERT INTO books VALUES ('{book.title}')")  # here
""",
    "an annotated parameter": """
from typing import Annotated

from fastapi import Query


async def find(db, name: Annotated[str, Query(min_length=1)] = ""):
    await db.execute(f"delete from u where name = '{name.strip()}'")  # here
""",
}

VALIDATOR_WITHOUT_VALUE = {
    "never returns": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def check(cls, value: str):  # here
        if not value.strip():
            raise ValueError("empty")
""",
    "forgets the other way": """
import pydantic


class Item(pydantic.BaseModel):
    price: float

    @pydantic.field_validator("price", mode="after")
    @classmethod
    def check(cls, value):  # here
        if value > 0:
            return value
""",
    "returns nothing": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    name: str

    @field_validator("name", mode="before")
    @classmethod
    def check(cls, value):  # here
        value.strip()
        return
""",
    "a model validator": """
from pydantic import BaseModel, model_validator


class Stay(BaseModel):
    start: int
    end: int

    @model_validator(mode="after")
    def check(self):  # here
        if self.end < self.start:
            raise ValueError("ends before it starts")
""",
    "a model validator with one way": """
from pydantic import BaseModel, model_validator


class Stay(BaseModel):
    start: int

    @model_validator(mode="after")
    def check(self):  # here
        try:
            int(self.start)
        except ValueError:
            return self
        else:
            self.start += 1
""",
    "in an annotation": """
from typing import Annotated

from pydantic import AfterValidator


def check(value: str):  # here
    assert value.strip()


Name = Annotated[str, AfterValidator(check)]
""",
    "the old name": """
from pydantic import BaseModel, validator


class Item(BaseModel):
    name: str

    @validator("name")
    def check(cls, value):  # here
        assert value
""",
}

CLEANUP_SKIPPED = {
    "a session": """
from fastapi import Depends


def get_db():
    db = connect()
    yield db
    db.close()  # here


def read(db=Depends(get_db)):
    return db
""",
    "a client": """
from typing import Annotated

from fastapi import Depends
from httpx import AsyncClient


async def client():
    client = AsyncClient()
    print("open")
    yield client
    print("closed")
    await client.aclose()  # here


Client = Annotated[AsyncClient, Depends(client)]
""",
}

ERROR_HIDDEN = {
    "all errors": """
from fastapi import Depends


def get_db():
    try:
        yield "db"
    except Exception:
        print("rollback")  # here


def read(db=Depends(get_db)):
    return db
""",
    "bare": """
from fastapi import Depends, APIRouter


async def get_db():
    db = connect()
    try:
        yield db
        await db.commit()
    except:
        await db.rollback()  # here
    finally:
        await db.close()


router = APIRouter(dependencies=[Depends(get_db)])
""",
}

WRONG = {
    "blocking-call": BLOCKING_CALL,
    "never-awaited": NEVER_AWAITED,
    "depends-called": DEPENDS_CALLED,
    "task-called": TASK_CALLED,
    "sql-built": SQL_BUILT,
    "validator-without-value": VALIDATOR_WITHOUT_VALUE,
    "cleanup-skipped": CLEANUP_SKIPPED,
    "error-hidden": ERROR_HIDDEN,
}
