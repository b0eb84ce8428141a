"""Numbers off by one, and signs."""

import pytest

from grader.author.mutants import Kind

NUMBER, SIGN = Kind.NUMBER, Kind.SIGN
CASES = {
    "a name of the module's": ("LARGEST = 50", [(NUMBER, "LARGEST = 51")]),
    "with a type": ("largest: int = -1", [(NUMBER, "largest: int = -2")]),
    "a truth value": ("DEBUG = True", []),
    "data": ("PRICES = {'tea': 3, 'cake': 4}\nSIZES = [1, 2]", []),
    "a counter": ("ids = count(1)\nids = itertools.count()", [(NUMBER, "ids = count(2)")]),
    "a factor": ("def f(a):\n    return a // 100", [(NUMBER, "return a // 101")]),
    "constants that hide it": ("A = 512\ndef f():\n    return A // 100", [(NUMBER, "A = 513")]),
    "constants that do not": (
        "A = 504\ndef f():\n    return A // 100",
        [(NUMBER, "A = 505"), (NUMBER, "return A // 101")],
    ),
    "a step": (
        "def f():\n    n['a'] += 1",
        [(NUMBER, "n['a'] += 2"), (SIGN, "n['a'] -= 1")],
    ),
    "a slice": (
        "def f(a, b, c):\n    return a[b : b + c], a[1:], a[-5:]",
        [
            (SIGN, "return a[b : b - c], a[1:], a[-5:]"),
            (NUMBER, "return a[b : b + c], a[2:], a[-5:]"),
            (NUMBER, "return a[b : b + c], a[1:], a[-6:]"),
        ],
    ),
    "by the parameter's type": (
        "def f(a: int, b: Annotated[int, Query()], c: list[int], d):\n    return a - d, d + b, c + d",
        [(SIGN, "return a + d, d + b, c + d"), (SIGN, "return a - d, d - b, c + d")],
    ),
    "by the field's type": (
        "class P(BaseModel):\n    skip: int\n    tags: list[str]\n\ndef f(p, d):\n    return p.skip + d, p.tags + d",
        [(SIGN, "return p.skip - d, p.tags + d")],
    ),
    "text": ("def f(a):\n    return 'a' + a, 'a' * 3, f'{a}' + a, '%d' % 3", []),
    "a time": (
        "def f(now):\n    return now() + timedelta(minutes=15)",
        [(SIGN, "return now() - timedelta(minutes=15)"), (NUMBER, "return now() + timedelta(minutes=16)")],
    ),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_numbers(changes, source, expected):
    assert changes(f"{source}\n", NUMBER, SIGN) == expected
