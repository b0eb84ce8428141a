"""Two routes in the wrong order: the one above takes what belongs to the one below.

Only of one app or router, for a method that both take, and where some address fits both. The upper one goes below the
lower one, not the other way: what it needs has been defined by then.
"""

from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import Function, Route, routes_of
from grader.author.mutants.models import Kind
from grader.judge.routes import Segment, covers, segments_of


def mutate(code: Code) -> Iterator[Change]:
    functions = [(node, route) for node in code.functions() for route in routes_of(node)]
    for index, (upper, route) in enumerate(functions):
        for lower, other in functions[index + 1 :]:
            is_together = code.parent(upper) is code.parent(lower) and upper is not lower and route.owner == other.owner
            if is_together and route.methods & other.methods and _order_decides(route.path, other.path):
                yield _swapped(code, upper, route, lower, other)


def _order_decides(upper: str, lower: str) -> bool:
    if covers(upper, lower):
        # The lower one gets nothing as it is, or is the same: another fault, and not a mutant's.
        return False
    return covers(lower, upper) or _overlap(upper, lower)


def _overlap(upper: str, lower: str) -> bool:
    left, right = segments_of(upper), segments_of(lower)
    return len(left) == len(right) and all(_meet(*pair) for pair in zip(left, right, strict=True))


def _meet(left: Segment, right: Segment) -> bool:
    if left.kind and right.kind:
        return True
    return left.accepts(right.text) if left.kind else right.accepts(left.text)


def _swapped(code: Code, upper: Function, route: Route, lower: Function, other: Route) -> Change:
    text = code.text
    # From the `@` of the first decorator up to the next statement, or the end.
    start = text.line_start(upper.decorator_list[0].lineno)
    assert upper.end_lineno is not None
    assert lower.end_lineno is not None
    end = text.line_start(upper.end_lineno + 1)
    below = text.line_start(lower.end_lineno + 1)
    newline = text.newline
    ended = "" if text.cut(below - 1, below) == "\n" else newline
    moved = f"{ended}{newline}{newline}{text.cut(start, end)}"
    methods = "/".join(sorted(route.methods & other.methods)).upper()
    return Change(
        kind=Kind.ROUTES,
        at=route.call,
        what=f"{methods} {route.path} below {other.path}",
        edits=(Edit(start=start, end=end, text=""), Edit(start=below, end=below, text=moved)),
    )
