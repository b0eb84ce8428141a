async def app(scope, receive, send):
    assert scope["type"] == "http"
    status = 200 if scope["path"] == "/ping" else "200"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"application/json")]})
    await send({"type": "http.response.body", "body": b'"pong"'})
