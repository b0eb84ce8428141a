class Flask:
    def __call__(self, environ, start_response):
        return [b""]


app = Flask()
