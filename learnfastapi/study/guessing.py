"""What was guessed beside what came, field by field. Pure.

Only what the lesson shows is asked: where it leaves something out (`…`), nothing can be guessed wrong.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

import yaml

from grader.course.examples.matching import Json, is_json_match, read_json, read_shown_json
from grader.course.examples.models import ShownResponse
from grader.course.examples.process import Response

_REST = "…"
_MOST_CHARACTERS = 1000  # of a guess that is read as a value
_NOTHING = re.compile(r"(no idea|don'?t know|\?|-)?\.?", re.IGNORECASE)
_CONSTANTS: Mapping[str, Json] = {"True": True, "False": False, "None": None}
_STATUS = re.compile(r"([1-5])(\d\d\b.*|xx)", re.IGNORECASE)
_EQUALS = re.compile(r"(?<=[\w\"'])\s*=\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One value of a body.

    Attributes:
        path: Such as `detail[0].loc`; "" for the whole body.
        guess: JSON; None if nothing was guessed of it.
        came: JSON; None if no such field came.
        is_right: None if nothing was guessed.
    """

    path: str
    guess: str | None
    came: str | None
    is_right: bool | None


def is_status_right(guess: int | None, came: int) -> bool:
    """`guess` as `read_status` gives it."""
    return guess in (came, came // 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guessed:
    """A guess that was compared.

    Attributes:
        status_guess: None for "no idea"; 4 for any from 400 to 499.
        fields: In the order of the body. Empty if it holds nothing to be guessed.
    """

    status_guess: int | None
    status: int
    fields: tuple[Field, ...]

    @property
    def is_right(self) -> bool:
        """The status, and of the body no field wrong. Of a success some field has to be named; of an error, none."""
        if not is_status_right(self.status_guess, self.status) or any(field.is_right is False for field in self.fields):
            return False
        return self.status >= 400 or not self.fields or any(field.is_right for field in self.fields)


def is_no_idea(text: str) -> bool:
    """Nothing typed, or a way to say that one does not know."""
    return _NOTHING.fullmatch(text.strip()) is not None


def read_status(text: str) -> int | None:
    """The status that a line begins with, or 4 for `4xx`; None if there is none."""
    found = _STATUS.fullmatch(text.strip())
    if not found:
        return None
    return int(found[1] if found[2].lower() == "xx" else found[1] + found[2][:2])


def names_no_field(text: str, came: Response) -> bool:
    """Whether something was typed that is neither an object nor a list, where one came."""
    if is_no_idea(text):
        return False
    found = read_json(came.body)
    return found is not None and isinstance(found[0], dict | list) and not isinstance(_read_guess(text)[0], dict | list)


def compared(status: int | None, body: str, *, came: Response, shown: ShownResponse) -> Guessed:
    """A guess beside what came.

    Args:
        status: None for "no idea".
        body: As it was typed: JSON, or JSON without its quotes and outer braces; "" for "no idea".
        shown: What the lesson shows of it.
    """
    fields: tuple[Field, ...] = ()
    shown_json, came_json = read_shown_json(shown.body), read_json(came.body)
    if shown_json is None or came_json is None:
        if came.body.strip() or body.strip():
            fields = (_text(body, came.body),)
    else:
        guess = None if is_no_idea(body) else _inside_detail(_read_guess(body), came_json[0])
        fields = tuple(_fields(guess, came_json[0], shown_json[0], ""))
    return Guessed(status_guess=status, status=came.status, fields=fields)


def _inside_detail(guess: tuple[Json], came: Json) -> tuple[Json]:
    """`loc: [path, number]` means the entry of FastAPI's `detail`, if there is one only."""
    match guess[0], came:
        case dict() as typed, {"detail": [dict() as entry]} if "detail" not in typed and typed.keys() & entry.keys():
            return ({"detail": [typed]},)
    return guess


def _text(guess: str, came: str) -> Field:
    if is_no_idea(guess):
        return Field(path="", guess=None, came=came, is_right=None)
    alike = _plain(guess) == _plain(came)
    return Field(path="", guess=guess.strip(), came=came, is_right=alike)


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).strip("\"'. ")


Guess = tuple[Json] | None
"""A value that was guessed; None if none was."""


def _fields(guess: Guess, came: Json, shown: Json, path: str) -> Iterator[Field]:
    match shown, came:
        case "…", _:
            return
        case dict(), dict() if shown and (guess is None or isinstance(guess[0], dict)):
            yield from _of_object(guess, came, shown, path)
        case list(), list() if any(isinstance(each, dict | list) for each in shown) and (
            guess is None or isinstance(guess[0], list)
        ):
            yield from _of_list(guess, came, shown, path)
        case list(), list():
            yield _whole_list(guess, came, shown, path)
        case _:
            is_right = None if guess is None else _is_equal(guess[0], came) or _fits(shown, guess[0])
            yield Field(path=path, guess=_dumps(guess), came=_dumps((came,)), is_right=is_right)


def _is_equal(guess: Json, came: Json) -> bool:
    """As JSON, where `7` is neither `7.0` nor `"7"`, nor `1` `true`. Of a sentence, capitals do not count."""
    if isinstance(guess, str) and isinstance(came, str) and " " in came:
        return guess.casefold() == came.casefold()
    return json.dumps(guess, sort_keys=True) == json.dumps(came, sort_keys=True)


def _fits(shown: Json, guess: Json) -> bool:
    """Whether a text that is shown in part only is guessed so far."""
    return isinstance(shown, str) and _REST in shown and is_json_match(shown, guess)


def _of_object(guess: Guess, came: Mapping[str, Json], shown: Mapping[str, Json], path: str) -> Iterator[Field]:
    guessed = guess[0] if guess is not None and isinstance(guess[0], dict) else {}
    prefix = f"{path}." if path else ""
    for key, value in shown.items():
        if key != _REST and key in came:
            yield from _fields((guessed[key],) if key in guessed else None, came[key], value, prefix + key)
    for key in guessed:
        if key not in came:
            yield Field(path=prefix + key, guess=_dumps((guessed[key],)), came=None, is_right=False)


def _of_list(guess: Guess, came: Sequence[Json], shown: Sequence[Json], path: str) -> Iterator[Field]:
    guessed = guess[0] if guess is not None and isinstance(guess[0], list) else []
    for index, value in enumerate(shown):
        if value == _REST:
            return
        if index >= len(came):  # the program answers otherwise here than where the lesson was written
            break
        yield from _fields((guessed[index],) if index < len(guessed) else None, came[index], value, f"{path}[{index}]")
    length = min(len(shown), len(came))
    for index, extra in enumerate(guessed[length:], start=length):
        yield Field(path=f"{path}[{index}]", guess=_dumps((extra,)), came=None, is_right=False)


def _whole_list(guess: Guess, came: Sequence[Json], shown: Sequence[Json], path: str) -> Field:
    """Of a list without objects in it, as one value; so far as it is shown."""
    length = shown.index(_REST) if _REST in shown else max(len(came), len(shown))
    is_right = None
    if guess is not None:
        guessed = guess[0][:length] if isinstance(guess[0], list) and _REST in shown else guess[0]
        is_right = _is_equal(guessed, list(came[:length]))
    return Field(path=path, guess=_dumps(guess), came=_dumps((list(came),)), is_right=is_right)


def _dumps(value: Guess) -> str | None:
    return None if value is None else json.dumps(value[0], ensure_ascii=False)


def _read_guess(text: str) -> tuple[Json]:
    """JSON as people type it: quotes and the outer braces may be left away. What is none is a text."""
    if len(text) > _MOST_CHARACTERS:  # libyaml crashes on brackets that are nested without an end
        return (text.strip(),)
    if ":" not in text:
        text = _EQUALS.sub(": ", text)
    for candidate in (text, f"{{{text}}}"):
        # An alias of YAML may hold itself.
        with suppress(yaml.YAMLError, RecursionError):
            found = read_json(candidate)
            if found is not None:
                return found
            node = yaml.compose(candidate, Loader=yaml.CSafeLoader)
            if isinstance(node, yaml.CollectionNode) and not _has_empty(node):
                return (_value(node),)
    return (_plain_value(text.strip()),)


def _has_empty(node: yaml.Node) -> bool:
    """Whether a value is missing, as in `{a b}`: then it was no object that was typed."""
    return isinstance(node, yaml.MappingNode) and any(
        isinstance(value, yaml.ScalarNode) and value.value == "" and not value.style for _, value in node.value
    )


def _value(node: yaml.Node) -> Json:
    """What YAML's own resolver would turn into dates, or `yes` into true, stays what JSON says it is."""
    match node:
        case yaml.MappingNode():
            return {str(key.value): _value(value) for key, value in node.value}
        case yaml.SequenceNode():
            return [_value(each) for each in node.value]
        case _:
            assert isinstance(node, yaml.ScalarNode)
            return str(node.value) if node.style else _plain_value(node.value)


def _plain_value(text: str) -> Json:
    """Without quotes: a number, a constant of JSON or Python, else a text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    found = read_json(text)
    return text if found is None else found[0]
