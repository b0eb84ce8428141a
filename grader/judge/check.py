"""A collected test function, as the report names it."""

from dataclasses import dataclass

import pytest

from grader.checks import NEEDS, REMARK, REQUIREMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One collected test item, as the report names it."""

    id: str
    function: str
    title: str
    requirement: int | None
    needs: tuple[str, ...]
    is_remark: bool


def check_of(item: pytest.Item) -> Check:
    """What the decorators and the docstring say."""
    function = getattr(item, "function", None)
    name = item.name.partition("[")[0]
    return Check(
        id=item.name,
        function=name,
        title=" ".join((getattr(function, "__doc__", None) or name.replace("_", " ")).split()),
        requirement=getattr(function, REQUIREMENT, None),
        needs=getattr(function, NEEDS, ()),
        is_remark=getattr(function, REMARK, False),
    )
