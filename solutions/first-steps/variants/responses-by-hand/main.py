"""Responses made by hand, the count on the app's own state."""

from itertools import count

from fastapi import FastAPI
from fastapi.responses import JSONResponse

app = FastAPI(title="Rosswald hut", version="1.0.0", summary="For walkers in the valley")
app.state.next_guest = count(1)
app.state.guests = 0


def answer() -> JSONResponse:
    return JSONResponse({"guests": app.state.guests, "bowls": app.state.guests * 2})


@app.api_route("/guests", methods=["GET"])
def guests():
    """How many guests there are."""
    return answer()


@app.api_route("/arrivals", methods=["POST"], status_code=200)
def arrivals():
    """One more guest."""
    app.state.guests = next(app.state.next_guest)
    return answer()


@app.get("/hut", tags=["hut"])
def hut():
    facts = {"open": True, "altitude": 2310, "soup": "barley", "closes": None}
    return JSONResponse(facts, headers={"cache-control": "no-store"})


@app.get("/rooms", tags=["hut"])
def rooms():
    return JSONResponse(["Marmot", "Ibex", "Chough"])
