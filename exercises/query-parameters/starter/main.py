"""What would grow on my balcony? A catalogue to search, and a price for the delivery."""

from fastapi import FastAPI
from stock import PLANTS

app = FastAPI(title="Nursery")

EUROS_FOR_THE_WAY = 6
EUROS_FOR_A_POT = 1


# TODO 1 to 6, 8: everybody gets all plants, whatever they ask for.
@app.get("/plants")
def search_plants():
    return {"found": len(PLANTS), "plants": PLANTS}


# TODO 7: GET /delivery, with ?postcode= and ?pots=
