"""What counts where a caller sends nothing."""

import pytest

from grader.author.mutants import Kind

CHANGED, REMOVED = Kind.DEFAULT_CHANGED, Kind.DEFAULT_REMOVED
CASES = {
    "parameters of an endpoint: only the first of two may lose its default": (
        '@app.get("/")\ndef read(a, b: int = 1, c: str = "x"): ...',
        [
            (CHANGED, 'def read(a, b: int = 2, c: str = "x"): ...'),
            (REMOVED, 'def read(a, b: int, c: str = "x"): ...'),
            (CHANGED, 'def read(a, b: int = 1, c: str = "xx"): ...'),
        ],
    ),
    "behind a star each may": (
        '@app.get("/")\ndef read(*, a: Annotated[int, Query()] = 0, b=None): ...',
        [
            (CHANGED, "def read(*, a: Annotated[int, Query()] = 1, b=None): ..."),
            (REMOVED, "def read(*, a: Annotated[int, Query()], b=None): ..."),
            (REMOVED, "def read(*, a: Annotated[int, Query()] = 0, b): ..."),
        ],
    ),
    "inside of Query": (
        '@app.get("/")\ndef read(a=Query(10, ge=1), b=Query(default=False), c=Query(...), d=Query()): ...',
        [
            (CHANGED, "def read(a=Query(11, ge=1), b=Query(default=False), c=Query(...), d=Query()): ..."),
            (REMOVED, "def read(a=Query(ge=1), b=Query(default=False), c=Query(...), d=Query()): ..."),
            (REMOVED, "def read(a=Query(10, ge=1), b=Query(), c=Query(...), d=Query()): ..."),
            (CHANGED, "def read(a=Query(10, ge=1), b=Query(default=True), c=Query(...), d=Query()): ..."),
        ],
    ),
    "fields": (
        "class Party(BaseModel):\n    shoes: bool = False\n    note: str | None = None\n"
        "    size: int = Field(3, ge=1)\n    tags: list[str] = []\n    walls: ClassVar[int] = 4\n    _hidden: int = 1",
        [
            (CHANGED, "shoes: bool = True"),
            (REMOVED, "shoes: bool"),
            (REMOVED, "note: str | None"),
            (CHANGED, "size: int = Field(4, ge=1)"),
            (REMOVED, "size: int = Field(ge=1)"),
            (REMOVED, "tags: list[str]"),
        ],
    ),
    "fields of a dataclass, which may not follow one with a default": (
        "@dataclass\nclass Hut:\n    name: str\n    height: int | None = None\n    soup: str | None = None",
        [(REMOVED, "height: int | None")],
    ),
    "fields of a dataclass with keywords only": (
        "@dataclass(kw_only=True)\nclass Hut:\n    height: int | None = None\n    soup: str | None = None",
        [(REMOVED, "height: int | None"), (REMOVED, "soup: str | None")],
    ),
    "fields that the answer itself leaves out": (
        "class Count(BaseModel):\n    number: int = 0\n    step: int = 1\n\nkept = Count(step=2)",
        [(CHANGED, "number: int = 1"), (CHANGED, "step: int = 2"), (REMOVED, "step: int")],
    ),
    "a class that is no model": ("class Climate(StrEnum):\n    wet: str = 'wet'", []),
    "a dependency": (
        "def page(skip: int = 0): ...\n\n@app.get('/')\ndef read(page=Depends(page)): ...",
        [(CHANGED, "def page(skip: int = 1): ..."), (REMOVED, "def page(skip: int): ...")],
    ),
    "a helper that is always told": ("def f(a, b=1): ...\n\nf(1, 2)\nf(1, b=2)\nf(1, **x)\nf(*x)", []),
    "a helper that is not": (
        "def f(a, b=1): ...\n\nf(1)",
        [(CHANGED, "def f(a, b=2): ...")],
    ),
    "made by a function": ("@app.get('/')\ndef read(a=make(1), b=Depends(f)): ...", []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_defaults(changes, source, expected):
    assert changes(f"{source}\n", CHANGED, REMOVED) == expected
