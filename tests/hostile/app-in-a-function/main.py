from fastapi import FastAPI


def create_app():
    app = FastAPI()

    @app.get("/ping")
    def ping():
        return "pong"

    return app
