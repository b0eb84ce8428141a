from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


@app.get("/double/{number}")
async def double(number: int):
    raise KeyboardInterrupt
