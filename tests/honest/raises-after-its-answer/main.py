from fastapi import BackgroundTasks, FastAPI

app = FastAPI()


def fail() -> None:
    raise ValueError("boom")


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int, tasks: BackgroundTasks) -> dict[str, int]:
    tasks.add_task(fail)
    return {"double": 2 * number}
