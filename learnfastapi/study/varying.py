"""The same request with other values. Pure: a seed decides which."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from grader.course.examples.matching import Json, read_json, read_shown_json
from grader.course.examples.models import Exchange, ShownRequest, ShownResponse
from grader.course.examples.process import Response

_TRIES = 2
_NUMBER = re.compile(r"(?<![\w.%])(?<!\d[eE][-+])-?\d+(?:\.\d+)?(?![\w.])")
_PARTS = re.compile(r"(-?)(\d+)(\.\d+)?")
_STRUCTURE = ("type", "loc")  # of an entry in FastAPI's `detail`


def variants_of(exchange: Exchange, *, seed: int) -> Iterator[Exchange]:
    """At most two; none if the request holds no number. Only numbers change, and each keeps its sign and digits."""
    chance = random.Random(seed)
    seen = {exchange.request}
    for _ in range(_TRIES):
        request = _varied(exchange.request, lambda text: _other(text, chance))
        if request not in seen:
            seen.add(request)
            yield replace(exchange, request=request)


def request_block(request: ShownRequest) -> str:
    """The request as an `http` block of markdown."""
    lines = [f"{request.method} {request.path}", *(f"{name}: {value}".rstrip() for name, value in request.headers)]
    if request.body:
        lines += ["", request.body]
    return "\n".join(["```http", *lines, "```"])


def alike(came: Response, shown: ShownResponse) -> bool:
    """Whether an answer is the shown one but for its values."""
    if came.status != shown.status:
        return False
    shown_json, came_json = read_shown_json(shown.body), read_json(came.body)
    if shown_json is None or came_json is None:
        return shown_json is None and came_json is None
    return _has_shape(came_json[0], shown_json[0], "")


def _has_shape(came: Json, shown: Json, key: str) -> bool:
    match shown, came:
        case "…", _:
            return True
        case dict(), dict():
            keys = shown.keys() - {"…"}
            is_closed = "…" not in shown
            return (
                keys <= came.keys()
                and (not is_closed or keys == came.keys())
                and all(_has_shape(came[each], shown[each], each) for each in keys)
            )
        case list(), list():
            rest = "…" in shown
            fixed = [each for each in shown if each != "…"]
            if len(came) < len(fixed) or (len(came) > len(fixed) and not rest):
                return False
            return all(_has_shape(one, other, key) for one, other in zip(came, fixed, strict=False))
        case _:
            if key in _STRUCTURE or isinstance(shown, bool) or shown is None:
                return came == shown
            return type(came) is type(shown)


def _varied(request: ShownRequest, change: Callable[[str], str]) -> ShownRequest:
    path = _NUMBER.sub(lambda found: change(found[0]), request.path)
    body = request.body
    if read_json(body) is not None:  # in its text, so that it keeps its layout; a form's boundary is left alone
        body = _NUMBER.sub(lambda found: change(found[0]), body)
    return replace(request, path=path, body=body)


def _other(number: str, chance: random.Random) -> str:
    """Another number as long as this one. 0 and 1 stay, which are limits more often than values."""
    sign, whole, fraction = _PARTS.sub(r"\1 \2 \3", number).split(" ")
    if int(whole) <= 1 or (len(whole) > 1 and whole[0] == "0"):
        return number
    low, high = 10 ** (len(whole) - 1), 10 ** len(whole) - 1
    return f"{sign}{chance.randint(max(low, 2), high)}{fraction}"
