import uvicorn
from fastapi import FastAPI

app = FastAPI()


@app.get("/ping")
def ping():
    return "pong"


def main():
    uvicorn.run(app, port=0)


main()
