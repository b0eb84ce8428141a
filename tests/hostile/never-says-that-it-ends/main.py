import json


async def app(scope, receive, send):
    assert scope["type"] == "http"
    first, _, rest = scope["path"].strip("/").partition("/")
    body = "pong" if first == "ping" else {"double": 2 * int(rest)}
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode(), "more_body": first != "ping"})
