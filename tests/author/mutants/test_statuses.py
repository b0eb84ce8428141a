"""Status codes: another one, or none."""

import pytest

from grader.author.mutants import Kind

CHANGED, REMOVED = Kind.STATUS_CHANGED, Kind.STATUS_REMOVED
ROUTE = '@app.post("/"{status})\ndef create():\n    pass\n'
CASES = {
    "decorator": (
        ROUTE.format(status=", status_code=201"),
        [(REMOVED, '@app.post("/")'), (CHANGED, '@app.post("/", status_code=202)')],
    ),
    "decorator with 200, which is the default": (
        ROUTE.format(status=", status_code=200"),
        [(CHANGED, '@app.post("/", status_code=201)')],
    ),
    "constant of FastAPI": (
        ROUTE.format(status=", status_code=status.HTTP_204_NO_CONTENT"),
        [(REMOVED, '@app.post("/")'), (CHANGED, '@app.post("/", status_code=status.HTTP_202_ACCEPTED)')],
    ),
    "constant of Python": (
        "raise HTTPException(HTTPStatus.CONFLICT)",
        [(CHANGED, "raise HTTPException(HTTPStatus.BAD_REQUEST)")],
    ),
    "bare constant": (
        "raise HTTPException(HTTP_404_NOT_FOUND)",
        [(CHANGED, "raise HTTPException(400)")],
    ),
    "exception, by position": (
        'raise HTTPException(404, "Not here")',
        [(CHANGED, 'raise HTTPException(400, "Not here")')],
    ),
    "exception, by keyword": (
        'raise HTTPException(detail="no", status_code=400)',
        [(CHANGED, 'raise HTTPException(detail="no", status_code=409)')],
    ),
    "response": ("return Response(status_code=204)", [(CHANGED, "return Response(status_code=202)")]),
    "response, by position": ("return JSONResponse(todo, 202)", [(CHANGED, "return JSONResponse(todo, 201)")]),
    "attribute": ("response.status_code = 503", [(CHANGED, "response.status_code = 500")]),
    "redirect": ('RedirectResponse("/", status_code=303)', [(CHANGED, 'RedirectResponse("/", status_code=302)')]),
    "a decorator's, which a response made by hand overrules": (
        '@app.post("/", status_code=201)\ndef create():\n    if a:\n        return made()\n'
        "    return JSONResponse({})\n\ndef made() -> Response: ...\n",
        [],
    ),
    "a decorator's, which counts for one of two ways": (
        '@app.post("/", status_code=201)\ndef create():\n    if a:\n        return {}\n    return JSONResponse({})\n',
        [(REMOVED, '@app.post("/")'), (CHANGED, '@app.post("/", status_code=202)')],
    ),
    "no status": ("print(404, status_code=x)", []),
    "documented only": ('app.get("/", responses={404: {"model": Problem}})', []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_status(changes, source, expected):
    wrapped = source if source.startswith("@") else f"def answer():\n    {source}\n"

    assert changes(wrapped, CHANGED, REMOVED) == expected
