import os
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


def parent(pid):
    with open(f"/proc/{pid}/stat") as status:
        return int(status.read().rpartition(")")[2].split()[1])


def name(pid):
    with open(f"/proc/{pid}/cmdline", "rb") as line:
        return next((word for word in line.read().split(b"\0") if word.endswith(b"zygote.py")), b"")


@app.get("/double/{number}")
def double(number: int):
    pid = os.getpid()
    while (pid := parent(pid)) > 1 and name(pid).endswith(b"zygote.py"):
        zygote = pid
    os.kill(zygote, 9)
    time.sleep(0.2)
    os._exit(0)
