from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/{rest:path}")
def late(rest: str) -> str:
    return "too late"


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": 2 * number}


app.router.routes.sort(key=lambda route: getattr(route, "path", "") == "/{rest:path}")
