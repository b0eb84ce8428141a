"""Dependencies that nothing asks for any more."""

import pytest

from grader.author.mutants import Kind

REMOVED = Kind.DEPENDENCY
CASES = {
    "of a decorator": (
        '@app.get("/", dependencies=[Depends(a), Depends(b)])\ndef read(): ...',
        ['@app.get("/", dependencies=[Depends(b)])', '@app.get("/", dependencies=[Depends(a)])'],
    ),
    "of an app and a router": (
        "app = FastAPI(dependencies=[Depends(a)])\nrouter = APIRouter(dependencies=[Security(b),])",
        ["app = FastAPI(dependencies=[])", "router = APIRouter(dependencies=[])"],
    ),
    "a parameter that is not used": (
        '@app.get("/")\ndef read(a: int, b: Annotated[None, Depends(check)], c: int = 1):\n    return a',
        ["def read(a: int, c: int = 1):"],
    ),
    "the last parameter": (
        '@app.get("/")\ndef read(a: int, _: None = Depends(check)):\n    return a',
        ["def read(a: int):"],
    ),
    "the only parameter": ('@app.get("/")\ndef read(_=Depends(check)):\n    return 1', ["def read():"]),
    "a name for one": (
        'User = Annotated[str, Depends(user)]\n@app.get("/")\ndef read(user: User, me: User):\n    return me',
        ["def read(me: User):"],
    ),
    "before a star": (
        '@app.get("/")\ndef read(_: Annotated[None, Depends(a)], *, b: int):\n    return b',
        ["def read(*, b: int):"],
    ),
    "behind a star": (
        '@app.get("/")\ndef read(a: int, *, _=Depends(check), b: int):\n    return a + b',
        ["def read(a: int, *, b: int):"],
    ),
    "of a dependency": (
        'def page(_=Depends(check)): ...\n@app.get("/")\ndef read(page=Depends(page)):\n    return page',
        ["def page(): ..."],
    ),
    "one that is used": ('@app.get("/")\ndef read(a=Depends(check)):\n    return a', []),
    "no dependency": ('@app.get("/")\ndef read(a=Query(1), b: int = 2):\n    return 1', []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_dependencies(changes, source, expected):
    assert changes(f"{source}\n", REMOVED) == [(REMOVED, line) for line in expected]
