from fastapi import FastAPI

app = FastAPI()

# TODO 1: GET /double/{number}
