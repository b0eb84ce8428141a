"""Work that is not done."""

import pytest

from grader.author.mutants import Kind

RAISE, HANDLER, CALL, RESULT = Kind.RAISE, Kind.HANDLER, Kind.CALL, Kind.RESULT
CASES = {
    "raise": ("def f():\n    if a:\n        raise Error(1) from None", [(RAISE, "pass")]),
    "what is not written yet": ("def f():\n    raise NotImplementedError", []),
    "a handler that does nothing but raise": (
        "def f():\n    try:\n        a()\n    except KeyError:\n        raise Error",
        [(HANDLER, "pass")],
    ),
    "a handler with more": (
        "def f():\n    try:\n        a()\n    except KeyError:\n        undo()\n        raise\n"
        "    except Other:\n        pass",
        [(HANDLER, "pass"), (RAISE, "pass")],
    ),
    "a call that only checks": (
        "def check(): ...\n\nasync def g():\n    check()\n    await check()\n    other()",
        [(CALL, "pass"), (CALL, "pass")],
    ),
    "a call of the module": ("def check(): ...\n\ncheck()", []),
    "the result of a helper": (
        "def find():\n    if a:\n        return None\n    return 1\n\ndef g():\n    return find()",
        [(RESULT, "return None")],
    ),
    "a result that nobody uses": (
        "async def find():\n    return 1\n\nasync def g():\n    await find()",
        [(CALL, "pass")],
    ),
    "a result that is awaited": (
        "async def find():\n    return 1\n\nasync def g():\n    a = await find()",
        [(RESULT, "return None")],
    ),
    "a result that only the module uses": ("def create():\n    return FastAPI()\n\napp = create()", []),
    "an endpoint": ('@app.get("/")\ndef read():\n    return 1\n\ndef g():\n    return read()', []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_flow(changes, source, expected):
    assert changes(f"{source}\n", RAISE, HANDLER, CALL, RESULT) == expected
