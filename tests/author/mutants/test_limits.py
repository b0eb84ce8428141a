"""Limits of values: moved to both sides, and removed. What says the same as another stays out."""

import pytest

from grader.author.mutants import Kind

MOVED, REMOVED, EDGE = Kind.LIMIT_MOVED, Kind.LIMIT_REMOVED, Kind.EDGE
CASES = {
    "ge of a whole number": (
        "N = Annotated[int, Path(ge=1)]",
        [
            (EDGE, "N = Annotated[int, Path(gt=1)]"),
            (MOVED, "N = Annotated[int, Path(ge=0)]"),
            (REMOVED, "N = Annotated[int, Path()]"),
        ],
    ),
    "gt of a whole number": (
        "N = Annotated[int, Query(gt=0)]",
        [
            (EDGE, "N = Annotated[int, Query(ge=0)]"),
            (MOVED, "N = Annotated[int, Query(gt=1)]"),
            (REMOVED, "N = Annotated[int, Query()]"),
        ],
    ),
    "le, behind another argument": (
        'N = Annotated[int, Field(alias="n", le=9)]',
        [
            (EDGE, 'N = Annotated[int, Field(alias="n", lt=9)]'),
            (MOVED, 'N = Annotated[int, Field(alias="n", le=10)]'),
            (REMOVED, 'N = Annotated[int, Field(alias="n")]'),
        ],
    ),
    "lt of a negative number": (
        "N = Annotated[int, Field(lt=-3, title='n')]",
        [
            (EDGE, "N = Annotated[int, Field(le=-3, title='n')]"),
            (MOVED, "N = Annotated[int, Field(lt=-4, title='n')]"),
            (REMOVED, "N = Annotated[int, Field(title='n')]"),
        ],
    ),
    "each in its own line, with comments": (
        "N = Annotated[\n    int,\n    Path(\n        ge=1,  # the first\n        le=FOUR,  # the last\n    ),\n]",
        [
            (EDGE, "gt=1,  # the first"),
            (MOVED, "ge=0,  # the first"),
            (REMOVED, "- ge=1,  # the first"),
            (EDGE, "lt=FOUR,  # the last"),
            (REMOVED, "ge=1,  # the last"),
        ],
    ),
    "any number, which has more between": (
        "class Price(BaseModel):\n    euros: float = Field(ge=0)",
        [
            (EDGE, "euros: float = Field(gt=0)"),
            (MOVED, "euros: float = Field(ge=-1)"),
            (MOVED, "euros: float = Field(ge=1)"),
            (REMOVED, "euros: float = Field()"),
        ],
    ),
    "a fraction": (
        "def read(share: Decimal = Query(lt=0.5)): ...",
        [
            (EDGE, "def read(share: Decimal = Query(le=0.5)): ..."),
            (MOVED, "def read(share: Decimal = Query(lt=0.4)): ..."),
            (MOVED, "def read(share: Decimal = Query(lt=0.6)): ..."),
            (REMOVED, "def read(share: Decimal = Query()): ..."),
        ],
    ),
    "a limit with a name": (
        "N = Annotated[int, Path(ge=FIRST)]",
        [(EDGE, "N = Annotated[int, Path(gt=FIRST)]"), (REMOVED, "N = Annotated[int, Path()]")],
    ),
    "lengths, where a smallest length of 0 is none": (
        "T = Annotated[str, Field(min_length=1, max_length=80)]",
        [
            (MOVED, "T = Annotated[str, Field(min_length=2, max_length=80)]"),
            (REMOVED, "T = Annotated[str, Field(max_length=80)]"),
            (MOVED, "T = Annotated[str, Field(min_length=1, max_length=79)]"),
            (MOVED, "T = Annotated[str, Field(min_length=1, max_length=81)]"),
            (REMOVED, "T = Annotated[str, Field(min_length=1)]"),
        ],
    ),
    "a smallest length that limits nothing": (
        "T = Annotated[str, Field(min_length=0)]",
        [(MOVED, "T = Annotated[str, Field(min_length=1)]")],
    ),
    "pattern and multiple": (
        'T = Annotated[str, Form(pattern="^a")]\nN = conint(multiple_of=5)',
        [(REMOVED, "T = Annotated[str, Form()]"), (REMOVED, "N = conint()")],
    ),
    "a multiple of 1": ("N = conint(multiple_of=1)", []),
    "markers": (
        "N = Annotated[int, Ge(1), annotated_types.Lt(9)]",
        [
            (EDGE, "N = Annotated[int, Gt(1), annotated_types.Lt(9)]"),
            (MOVED, "N = Annotated[int, Ge(0), annotated_types.Lt(9)]"),
            (REMOVED, "N = Annotated[int, annotated_types.Lt(9)]"),
            (EDGE, "N = Annotated[int, Ge(1), annotated_types.Le(9)]"),
            (MOVED, "N = Annotated[int, Ge(1), annotated_types.Lt(8)]"),
            (REMOVED, "N = Annotated[int, Ge(1)]"),
        ],
    ),
    "the only marker": (
        "T = Annotated[str, MaxLen(0)]",
        [(MOVED, "T = Annotated[str, MaxLen(1)]"), (REMOVED, "T = str")],
    ),
    "Len": (
        "T = Annotated[str, Len(1, 5)]",
        [
            (MOVED, "T = Annotated[str, Len(2, 5)]"),
            (MOVED, "T = Annotated[str, Len(1, 4)]"),
            (MOVED, "T = Annotated[str, Len(1, 6)]"),
            (REMOVED, "T = str"),
        ],
    ),
    "an argument of something else": ("page = Pager(ge=1, max_length=3)", []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_limits(changes, source, expected):
    assert changes(f"{source}\n", MOVED, REMOVED, EDGE) == expected
