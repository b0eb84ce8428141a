from fastapi import FastAPI

from tools.numbers import twice

app = FastAPI()


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": twice(number)}
