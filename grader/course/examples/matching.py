"""Compare what a lesson shows with what came, where `…` stands for anything left out.

`…` is a value; an element that is the rest of a list; as `"…": "…"` the other keys of an object; within a text any
characters. Everything else is exact: `1` is neither `1.0` nor `true`.
"""

import json
import re
from collections.abc import Iterator, Sequence

_ELLIPSIS = "…"
_STRING_OR_ELLIPSIS = re.compile(rf'"(?:[^"\\]|\\.)*"|{_ELLIPSIS}')
_LONGEST = 200

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def body_differences(shown: str, came: str) -> tuple[str, ...]:
    """Where the bodies differ, each as half a sentence; empty if they are alike. Compared as JSON if both are JSON."""
    shown_json = read_shown_json(shown)
    came_json = read_json(came)
    if shown_json is None or came_json is None:
        return text_differences("body", shown, came)
    return tuple(_differences(shown_json[0], came_json[0], ""))


def is_json_match(shown: Json, came: Json) -> bool:
    """The same for values, such as parts of a body."""
    return not any(_differences(shown, came, ""))


def read_shown_json(text: str) -> tuple[Json] | None:
    """What a lesson shows, with `…` as a text; None if it is no JSON."""
    # A bare … is how a rest is written in a list; as a string it can be read.
    return read_json(_STRING_OR_ELLIPSIS.sub(lambda found: found[0] if found[0] != "…" else '"…"', text))


def text_differences(name: str, shown: str, came: str) -> tuple[str, ...]:
    """The same for a text. Space at the ends of lines and empty lines around it do not count."""
    shown, came = _trimmed(shown), _trimmed(came)
    if is_match(shown, came):
        return ()
    return (f"{name}: {_brief(came)} came, {_brief(shown)} is shown",)


def is_match(shown: str, came: str) -> bool:
    """Whether a text is as shown, with any characters, also none, for each `…`."""
    pattern = ".*".join(re.escape(part) for part in shown.split(_ELLIPSIS))
    return re.fullmatch(pattern, came, re.DOTALL) is not None


def read_json(text: str) -> tuple[Json] | None:
    try:
        return (json.loads(text),)
    except ValueError:
        return None


def _differences(shown: Json, came: Json, place: str) -> Iterator[str]:
    match shown, came:
        case "…", _:
            return
        case dict(), dict():
            yield from _object_differences(shown, came, place)
        case list(), list():
            yield from _list_differences(shown, came, place)
        case str(), str() if is_match(shown, came):
            return
        case _ if type(shown) is not type(came) or shown != came:
            yield f"{_at(place)}: {_brief(_dumps(came))} came, {_brief(_dumps(shown))} is shown"


def _object_differences(shown: dict[str, Json], came: dict[str, Json], place: str) -> Iterator[str]:
    prefix = f"{place}." if place else ""
    for key in shown:
        if key in came:
            yield from _differences(shown[key], came[key], prefix + key)
        elif key != _ELLIPSIS:
            yield f"{_at(prefix + key)}: nothing came, {_brief(_dumps(shown[key]))} is shown"
    if _ELLIPSIS not in shown:
        for key in came:
            if key not in shown:
                yield f"{_at(prefix + key)}: {_brief(_dumps(came[key]))} came, nothing is shown"


def _list_differences(shown: Sequence[Json], came: Sequence[Json], place: str) -> Iterator[str]:
    is_open = _ELLIPSIS in shown
    at = shown.index(_ELLIPSIS) if is_open else len(shown)
    head, tail = shown[:at], shown[at + 1 :]
    length = len(head) + len(tail)
    if len(came) < length or (len(came) > length and not is_open):
        wanted = f"at least {length}" if is_open else str(length)
        yield f"{_at(place)}: a list of {len(came)} came, one of {wanted} is shown"
        return
    for index, element in enumerate(head):
        yield from _differences(element, came[index], f"{place}[{index}]")
    for index, element in enumerate(tail, start=len(came) - len(tail)):
        yield from _differences(element, came[index], f"{place}[{index}]")


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _dumps(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _at(place: str) -> str:
    return f"body at `{place}`" if place else "body"


def _brief(text: str) -> str:
    if not text:
        return "nothing"
    text = text.replace("\n", "\\n")
    return f"`{text}`" if len(text) <= _LONGEST else f"`{text[:_LONGEST]}` and more"
