async def app(scope, receive, send):
    assert scope["type"] == "http"
    if scope["path"] == "/ping":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b'"pong"'})
