"""A function that builds the app; the arrivals are kept one by one, with their time, and counted when asked."""

from datetime import UTC, datetime

from fastapi import FastAPI


def create_app() -> FastAPI:
    app = FastAPI()
    app.title, app.version = "Rosswald hut", "1.0.0"
    arrivals: list[datetime] = []

    def count() -> dict[str, int]:
        return {"guests": len(arrivals), "bowls": len(arrivals) + len(arrivals)}

    @app.post("/arrivals")
    def arrive():
        arrivals.append(datetime.now(UTC))
        return count()

    app.get("/guests")(count)
    app.get("/rooms")(lambda: ["Marmot", "Ibex", "Chough"])

    @app.get("/hut")
    def hut():
        return dict(open=not False, altitude=2310, soup="barley", closes=None)

    return app


app = create_app()
