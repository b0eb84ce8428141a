"""What a check may use: decorators that tie a test function to the task. The fixtures come from the grader's plugin.

@requirement(2)
@needs(test_known_number)
def test_limits(client):
    "One below the first drawer answers 422"
    assert client.get("/drawers/99").status_code == 422
"""

from collections.abc import Callable
from typing import Any, TypeVar

CheckT = TypeVar("CheckT", bound=Callable[..., Any])

REQUIREMENT = "__learnfastapi_requirement__"
NEEDS = "__learnfastapi_needs__"
REMARK = "__learnfastapi_remark__"


class AnswerRaised(Exception):  # noqa: N818  it is what the answer did, and a check may ask for it
    """A function of the answer raised, when `call` called it.

    Attributes:
        kind: The name of the exception's type, such as `ValueError`.
        text: Its text.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}" if text else kind)
        self.kind = kind
        self.text = text


def requirement(number: int) -> Callable[[CheckT], CheckT]:
    """The line of the task that this check belongs to, from 1."""

    def tie(check: CheckT) -> CheckT:
        setattr(check, REQUIREMENT, number)
        return check

    return tie


def needs(*checks: Callable[..., Any]) -> Callable[[CheckT], CheckT]:
    """Show this check as skipped when it fails and one of `checks`, which stand above it, did not pass either."""

    def tie(check: CheckT) -> CheckT:
        setattr(check, NEEDS, tuple(needed.__name__ for needed in checks))
        return check

    return tie


def remark(check: CheckT) -> CheckT:
    """Make this check advice: when it fails, its docstring becomes a note of the report, and no outcome changes."""
    setattr(check, REMARK, True)
    return check
