"""Which versions of FastAPI and its parts the grader was tested with, and what to say about another one.

Pure: the versions that are installed come in. The ranges are a constant, because reading and comparing requirements
costs more than a note at each verdict may; a test holds them to `pyproject.toml` and `constraints.txt`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from grader.models import Environment

TESTED: Mapping[str, tuple[str, str]] = {
    "fastapi": ("0.165", "0.165.0"),
    "starlette": ("1.10", "1.10.0"),
    "pydantic": ("2.14", "2.14.3"),
}
"""Package to the oldest and the newest version that was tested. Later repairs of the newest (0.165.9) count as it."""


class Untested(NamedTuple):
    """A package in a version that was not tested.

    `finding` says which version is here, which were tested and what that means; `command` brings a tested one.
    """

    package: str
    finding: str
    command: str

    @property
    def note(self) -> str:
        return f"{self.finding} `{self.command}` brings a tested one."


def untested(environment: Environment) -> list[Untested]:
    """Empty when all are in their ranges. A version that is no number is told too."""
    here = {"fastapi": environment.fastapi, "starlette": environment.starlette, "pydantic": environment.pydantic}
    return [
        _untested(package, here[package], oldest, newest)
        for package, (oldest, newest) in TESTED.items()
        if not _is_within(here[package], oldest, newest)
    ]


def _untested(package: str, version: str, oldest: str, newest: str) -> Untested:
    first, last = (".".join(map(str, _numbers(each)[:2])) for each in (oldest, newest))
    major, minor = _numbers(newest)[:2]
    return Untested(
        package,
        f"`{package}` is {version} here, and the grader was tested with "
        f"{first if first == last else f'{first} to {last}'}: an answer may behave otherwise than the lessons say.",
        f"python -m pip install '{package}>={first},<{major}.{minor + 1}'",
    )


def _is_within(version: str, oldest: str, newest: str) -> bool:
    """By the first two numbers: a third one marks repairs."""
    return _numbers(oldest)[:2] <= _numbers(version)[:2] <= _numbers(newest)[:2]


def _numbers(version: str) -> tuple[int, ...]:
    """`2.14.0rc1` is (2, 14, 0); nothing for what is no version."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(map(int, found[0].split("."))) if found else ()
