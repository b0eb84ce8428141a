"""Another status code than the right one, or none: then it is 200."""

import ast
import re
from collections.abc import Iterator
from http import HTTPStatus

from grader.author.mutants.code import Change, Code
from grader.author.mutants.inference import answers_by_hand
from grader.author.mutants.known import Function, name_of
from grader.author.mutants.models import Kind

_CONSTANT = re.compile(r"HTTP_(\d{3})_\w+")
# What stands beside it. Where taking away a decorator's status says 200 already, another one than 200.
_OTHER = {200: 201, 201: 202, 202: 201, 204: 202, 302: 307, 400: 409, 500: 503}
_OTHERS = {2: 200, 3: 302, 4: 400, 5: 500}


def mutate(code: Code) -> Iterator[Change]:
    for node in code.nodes(ast.Call, ast.Assign):
        match node:
            case ast.Call():
                yield from _in_call(code, node)
            case ast.Assign(targets=[ast.Attribute(attr="status_code")], value=value):
                yield from _changed(code, value)


def _in_call(code: Code, call: ast.Call) -> Iterator[Change]:
    keyword = next((each for each in call.keywords if each.arg == "status_code"), None)
    endpoint = _decorated(code, call)
    if keyword is not None and not (endpoint is not None and answers_by_hand(code, endpoint)):
        yield from _changed(code, keyword.value)
        if endpoint is not None and _status(keyword.value) not in (None, 200):
            yield code.without_argument(Kind.STATUS_REMOVED, call, keyword)
    name = name_of(call)
    if name == "HTTPException" and call.args:
        yield from _changed(code, call.args[0])
    elif name.endswith("Response") and len(call.args) > 1:
        yield from _changed(code, call.args[1])


def _decorated(code: Code, call: ast.Call) -> Function | None:
    """The function that the call decorates, if it does."""
    parent = code.parent(call)
    return parent if isinstance(parent, Function) and call in parent.decorator_list else None


def _changed(code: Code, value: ast.expr) -> Iterator[Change]:
    status = _status(value)
    if status is None:
        return
    other = HTTPStatus(_OTHER.get(status) or _OTHERS[status // 100])
    text = str(other.value)
    if isinstance(value, ast.Attribute):
        constant = other.name if name_of(value.value) == "HTTPStatus" else f"HTTP_{other.value}_{other.name}"
        text = f"{code.text.of(value.value)}.{constant}"
    yield code.change(Kind.STATUS_CHANGED, value, text)


def _status(value: ast.expr) -> int | None:
    """201 of `201`, `status.HTTP_201_CREATED` and `HTTPStatus.CREATED`."""
    found: object = None
    match value:
        case ast.Constant(value=found):
            pass
        case ast.Attribute(value=owner, attr=name) if name_of(owner) == "HTTPStatus" and name in HTTPStatus.__members__:
            found = HTTPStatus[name].value
        case ast.Attribute() | ast.Name() if (constant := _CONSTANT.fullmatch(name_of(value))) is not None:
            found = int(constant[1])
    return found if isinstance(found, int) and 200 <= found < 600 else None
