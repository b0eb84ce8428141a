from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
names = ["-rf", "two words.txt", "=CMD().txt", "café.txt"]


@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": number * sum(int(Path(name).read_text()) for name in names) // 2}
