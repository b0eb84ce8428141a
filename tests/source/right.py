"""Right code that looks like the wrong code of each kind of finding. Nothing may be found in it."""

BLOCKING_CALL = {
    "in a def": """
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def slow():
    time.sleep(1)
""",
    "handed to a thread": """
import asyncio
import time

from fastapi.concurrency import run_in_threadpool


async def slow():
    await run_in_threadpool(time.sleep, 1)
    await asyncio.to_thread(lambda: time.sleep(1))
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 1)
""",
    "a def inside, for a thread": """
import asyncio
import time


async def slow():
    def work():
        time.sleep(1)
        return 1

    return await asyncio.to_thread(work)
""",
    "a generator for a thread": """
import time

from fastapi.responses import StreamingResponse


async def slow():
    return StreamingResponse((time.sleep(1) or "x" for _ in range(3)))
""",
    "another sleep": """
from asyncio import sleep


async def slow():
    await sleep(1)
""",
    "an own function of that name": """
import time


class time:
    @staticmethod
    def sleep(seconds):
        pass


async def quick():
    time.sleep(1)
""",
    "a parameter of that name": """
import time


async def quick(time):
    time.sleep(1)
""",
    "a local name": """
import requests


async def quick(client):
    requests = client
    return requests.get("x")
""",
    "not known which": """
try:
    from time import sleep
except ImportError:
    from elsewhere import sleep


async def quick():
    sleep(1)
""",
    "a star import": """
from time import sleep
from elsewhere import *


async def quick():
    sleep(1)
""",
    "a lifespan": """
import subprocess
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app):
    subprocess.run(["alembic", "upgrade", "head"], check=True)
    await wait_for_database()
    yield


async def wait_for_database():
    import time

    time.sleep(0.1)


app = FastAPI(lifespan=lifespan)
""",
    "a lifespan by its argument": """
import time
from fastapi import FastAPI


async def lifespan(app):
    time.sleep(0.1)
    yield


app = FastAPI(lifespan=lifespan)
""",
    "at start-up": """
import time
from fastapi import FastAPI

app = FastAPI()


@app.on_event("startup")
async def prepare():
    time.sleep(0.1)
""",
    "a script": """
import asyncio
import requests


async def main():
    print(requests.get("http://127.0.0.1:8000"))


if __name__ == "__main__":
    asyncio.run(main())
""",
    "no pause at all": """
import time


async def quick():
    time.sleep(0)
""",
    "in a type annotation": """
import time
from typing import Annotated


async def quick(x: Annotated[int, time.sleep]):
    return x
""",
}

NEVER_AWAITED = {
    "awaited": """
import asyncio


async def save(x):
    await asyncio.sleep(1)


async def create(x):
    await save(x)
    task = asyncio.create_task(save(x))
    await asyncio.gather(save(x), save(x))
    return await task
""",
    "handed on": """
async def save(x):
    pass


def later(x):
    return save(x)


async def create(x):
    await later(x)
""",
    "a def of that name": """
async def save(x):
    pass


def save(x):
    pass


def create(x):
    save(x)
""",
    "decorated into something else": """
from tasks import background


@background
async def save(x):
    pass


def create(x):
    save(x)
""",
    "an async generator": """
async def numbers():
    yield 1


async def read():
    numbers()
    return [n async for n in numbers()]
""",
    "a test client's web socket": """
from fastapi.testclient import TestClient


def test_it(client: TestClient):
    with client.websocket_connect("/") as socket:
        socket.send_text("hello")
        socket.close()
""",
    "a file that is no upload": """
from typing import BinaryIO


async def read(file: BinaryIO):
    file.seek(0)
    file.close()
""",
    "inside of an upload": """
from fastapi import UploadFile


def read(file: UploadFile):
    file.file.seek(0)
    file.file.close()
""",
    "a method that may be another": """
class Room:
    async def send(self, text):
        pass

    def __init__(self, send):
        self.send = send

    def enter(self, name):
        self.send(name)
""",
    "a method of somebody else": """
class Room:
    async def send(self, text):
        pass

    def enter(self, other):
        other.send("x")
""",
    "a task group": """
import asyncio


async def save(x):
    pass


async def create():
    async with asyncio.TaskGroup() as group:
        group.create_task(save(1))
""",
    "run by asyncio": """
import asyncio


async def main():
    pass


asyncio.run(main())
""",
}

NEVER_AWAITED |= {
    "awaited later": """
from fastapi import FastAPI

app = FastAPI()


async def load():
    return {"n": 1}


@app.get("/n")
async def n():
    first = load()
    second = load()
    found = await first
    return found["n"], (await second)["n"]


@app.get("/m")
async def m():
    def later():
        return load()

    found = load()
    return await found or await later()
""",
    "another value of that name": """
async def load():
    return {"n": 1}


async def read(quick: bool):
    found = load()
    if quick:
        found = {"n": 1}
    else:
        found = await found
    return found["n"]
""",
    "a loop over many": """
async def load(n):
    return n


async def read():
    for coroutine in [load(1), load(2)]:
        await coroutine
    return [await coroutine for coroutine in (load(3), load(4))]
""",
}

DEPENDS_CALLED = {
    "the function": """
from typing import Annotated
from fastapi import Depends


def get_db():
    yield {}


def read(db: Annotated[dict, Depends(get_db)]):
    return db
""",
    "a factory": """
from fastapi import Depends


def require(role: str):
    def check(user: str = ""):
        return user == role

    return check


def read(user=Depends(require("admin"))):
    return user
""",
    "a factory with a lambda": """
from fastapi import Depends


def always(value):
    return lambda: value


def read(user=Depends(always(1))):
    return user
""",
    "an instance that can be called": """
from fastapi import Depends, Security
from fastapi.security import APIKeyHeader


class Pager:
    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, skip: int = 0):
        return skip, self.limit


class Small(Pager):
    pass


def read(page=Depends(Pager(10)), small=Depends(Small(5)), key=Security(APIKeyHeader(name="x-key"))):
    return page
""",
    "a partial": """
import functools
from fastapi import Depends


def pick(name: str):
    return name


def read(x=Depends(functools.partial(pick, "a"))):
    return x
""",
    "another Depends": """
from tools import Depends


def get_db():
    yield {}


Depends(get_db())
""",
    "a class": """
from fastapi import Depends
from pydantic import BaseModel


class Page(BaseModel):
    skip: int = 0


def read(page: Page = Depends(), other=Depends(Page)):
    return page
""",
    "a decorated factory": """
from fastapi import Depends
from tools import provider


@provider
def settings():
    return {}


def read(x=Depends(settings())):
    return x
""",
}

TASK_CALLED = {
    "the function": """
from fastapi import BackgroundTasks


def mail(to: str):
    print(to)


def signup(tasks: BackgroundTasks):
    tasks.add_task(mail, "ada")
""",
    "a factory": """
from fastapi import BackgroundTasks


def mailer(to: str):
    def send():
        print(to)

    return send


def signup(tasks: BackgroundTasks):
    tasks.add_task(mailer("ada"))
""",
    "an argument that is called": """
from fastapi import BackgroundTasks


def mail(to: str):
    print(to)


def name():
    return "ada"


def signup(tasks: BackgroundTasks):
    tasks.add_task(mail, name())
""",
    "other tasks": """
from board import Board


def describe():
    return {"title": "x"}


def create(board: Board):
    board.add_task(describe())
""",
    "an own add_task": """
class Board:
    def add_task(self, task):
        pass


def describe():
    return {"title": "x"}


def create():
    board = Board()
    board.add_task(describe())
""",
    "a bound method": """
from fastapi import BackgroundTasks
from mailing import Mailer


def mailer():
    return Mailer().send


def signup(tasks: BackgroundTasks):
    tasks.add_task(mailer(), "ada")
""",
}

SQL_BUILT = {
    "a placeholder": """
from sqlalchemy import text


def users(con, session, name: str):
    con.execute("select * from u where name = ?", (name,))
    con.execute("select * from u where name = %s", (name,))
    return session.execute(text("select * from u where name = :name"), {"name": name})
""",
    "a table's name": """
TABLE = "users"


def users(con, name: str):
    return con.execute(f"select * from {TABLE} where kind = 'a' and name = ?", (name,))
""",
    "a list of placeholders": """
def users(con, ids: list[int]):
    marks = ", ".join("?" * len(ids))
    return con.execute(f"select * from u where id in ({marks})", ids)
""",
    "columns of a model": """
def update(con, id: int, changes: dict):
    columns = ", ".join(f"{name} = ?" for name in changes)
    con.execute(f"update u set {columns} where id = ?", (*changes.values(), id))
""",
    "an order that was looked up": """
ORDERS = {"title": "title", "newest": "created desc"}


def users(con, sort: str):
    return con.execute(f"select * from u where kind = 'a' order by {ORDERS[sort]}")
""",
    "a number": """
def users(con, limit: int, since: float):
    return con.execute(f"select * from u where since > '{since}' limit {limit}")
""",
    "a constant between quotes": """
KIND = "admin"


def users(con):
    kind = "member"
    con.execute(f"select * from u where kind = '{KIND}'")
    con.execute(f"select * from u where kind = '{kind}'")
""",
    "an enum between quotes": """
from enum import StrEnum


class Kind(StrEnum):
    ADMIN = "admin"


def users(con, kind: Kind):
    return con.execute(f"select * from u where kind = '{kind}'")
""",
    "text that is no SQL": """
def run(executor, name: str):
    executor.execute(f"say '{name}'")
""",
    "a name with a pattern": """
from typing import Annotated

from fastapi import Path


def users(con, name: Annotated[str, Path(pattern="^[a-z]+$")]):
    return con.execute(f"select * from u where name = '{name}'")
""",
    "after the quotes": """
def users(con, columns: str):
    return con.execute(f"select 'x', {columns} from u")
""",
    "a number made of text": """
def users(con, number: str):
    value = int(number)
    return con.execute(f"select * from u where id = '{value}'")
""",
    "an own method": """
class Repository:
    def find(self, con):
        return con.execute(f"select * from u where kind = '{self.kind}'")
""",
}

VALIDATOR_WITHOUT_VALUE = {
    "returns": """
from pydantic import BaseModel, field_validator, model_validator


class Item(BaseModel):
    name: str

    @field_validator("name")
    @classmethod
    def check(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("empty")
        return value

    @model_validator(mode="after")
    def check_all(self):
        return self
""",
    "returns None on purpose": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    note: str | None = None

    @field_validator("note", mode="before")
    @classmethod
    def empty_to_none(cls, value):
        if value == "":
            return None
        return value
""",
    "None is a value of the field": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    note: str | None = None

    @field_validator("note")
    @classmethod
    def empty_to_none(cls, value):
        if value:
            return value
""",
    "all ways return": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        if value > 0:
            return value
        elif value == 0:
            return 1
        else:
            raise ValueError("negative")
""",
    "all cases return": """
from pydantic import BaseModel, model_validator


class Item(BaseModel):
    kind: str

    @model_validator(mode="after")
    def check(self):
        match self.kind:
            case "a":
                return self
            case "b":
                raise ValueError("b")
""",
    "a chain over all cases": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    flag: bool

    @field_validator("flag")
    @classmethod
    def check(cls, value):
        if value is True:
            return value
        elif value is False:
            return value
""",
    "try": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        try:
            return int(value)
        except ValueError:
            raise ValueError("no number")
        finally:
            print("checked")
""",
    "always raises": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        raise ValueError("nothing is right")
""",
    "a helper that raises": """
from pydantic import BaseModel, field_validator


def refuse(text):
    raise ValueError(text)


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        if value > 0:
            return value
        refuse("too small")
""",
    "a loop that ends by returning": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        while True:
            if value > 3:
                return value
            value += 1
""",
    "still to be written": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        \"\"\"It must be even.\"\"\"
        # TODO
        ...
""",
    "no validator of pydantic's": """
from forms import field_validator


class Form:
    @field_validator("n")
    def check(self, value):
        print(value)
""",
    "a serializer": """
from pydantic import BaseModel, field_serializer


class Item(BaseModel):
    n: int

    @field_serializer("n")
    def show(self, value):
        return str(value)
""",
    "a function inside that returns nothing": """
from pydantic import BaseModel, field_validator


class Item(BaseModel):
    n: int

    @field_validator("n")
    @classmethod
    def check(cls, value):
        def log():
            return

        log()
        return value
""",
}

CLEANUP_SKIPPED = {
    "finally": """
from fastapi import Depends


def get_db():
    db = connect()
    try:
        yield db
    finally:
        db.close()


def read(db=Depends(get_db)):
    return db
""",
    "with": """
from fastapi import Depends


def get_db():
    with connect() as db:
        yield db
        db.close()


def read(db=Depends(get_db)):
    return db
""",
    "no dependency": """
import pytest


@pytest.fixture
def db():
    db = connect()
    yield db
    db.close()
""",
    "a commit": """
from fastapi import Depends


def get_db():
    with connect() as db:
        yield db
        db.commit()


def counted():
    yield 1
    print("done")


def read(db=Depends(get_db), n=Depends(counted)):
    return db
""",
    "somebody else's": """
from fastapi import Depends, Request


def get_db(request: Request):
    db = request.app.state.db
    yield db
    db.release()


def read(db=Depends(get_db)):
    return db
""",
}

ERROR_HIDDEN = {
    "raised again": """
from fastapi import Depends


def get_db():
    try:
        yield "db"
    except Exception:
        print("rollback")
        raise


def read(db=Depends(get_db)):
    return db
""",
    "made into another": """
from fastapi import Depends, HTTPException


def get_db():
    try:
        yield "db"
    except Exception as error:
        raise HTTPException(503) from error


def read(db=Depends(get_db)):
    return db
""",
    "by a function that raises": """
from fastapi import Depends, HTTPException


def refuse():
    raise HTTPException(503)


def get_db():
    try:
        yield "db"
    except Exception:
        refuse()


def read(db=Depends(get_db)):
    return db
""",
    "a context manager of its own": """
from contextlib import contextmanager


@contextmanager
def quiet():
    try:
        yield
    except Exception:
        print("never mind")
""",
    "around the set-up": """
from fastapi import Depends


def get_db():
    try:
        db = connect()
    except Exception:
        db = None
    yield db


def read(db=Depends(get_db)):
    return db
""",
}

RIGHT = {
    "blocking-call": BLOCKING_CALL,
    "never-awaited": NEVER_AWAITED,
    "depends-called": DEPENDS_CALLED,
    "task-called": TASK_CALLED,
    "sql-built": SQL_BUILT,
    "validator-without-value": VALIDATOR_WITHOUT_VALUE,
    "cleanup-skipped": CLEANUP_SKIPPED,
    "error-hidden": ERROR_HIDDEN,
}
