"""Call a function of the answer in its host, and say what came of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from grader import wire
from grader.checks import AnswerRaised
from grader.judge.faults import HostFault
from grader.judge.session import Session
from grader.models import Reason

_MAX_SHOWN = 300


class Returned:
    """What a function returned. It equals a value of the same JSON: 1, 1.0 and True are three different things.

    Attributes:
        value: The result, as JSON has it: a tuple is a list.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, text: str) -> None:
        self.value: Any = json.loads(text)

    def __eq__(self, other: object) -> bool:
        value = other.value if isinstance(other, Returned) else other
        try:
            return _canonical(self.value) == _canonical(value)
        except (TypeError, ValueError):
            return False

    def __repr__(self) -> str:
        return repr(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One call, for the report.

    Attributes:
        asked: As it would be written: `main.double(3)`.
        came: `returned` or `raised`, and what.
        frames: The answer's, if it raised; outermost first.
    """

    asked: str
    came: str
    frames: Sequence[wire.CodeLine]


def call(
    session: Session, calls: list[Called], target: str, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Returned:
    """Call `module:function` and add the call to `calls`.

    Raises `AnswerRaised` if the function did, AssertionError, with words for the learner, if there is no such function
    or its result is no JSON, and `HostFault` if it hangs or ends the process.
    """
    asked = _written(target, args, kwargs)
    arguments = json.dumps({"args": list(args), "kwargs": dict(kwargs)})
    ended, done = _ask(session, {"type": wire.CALL, "target": target, "arguments": arguments}, asked)
    if ended is None:
        kind, text = _parts(done.error or "")
        calls.append(Called(asked=asked, came=f"raised `{_shown(done.error or '')}`", frames=done.frames))
        raise AnswerRaised(kind, text)
    if ended.kind == "returned":
        try:
            returned = Returned(ended.text)
        except (ValueError, RecursionError):
            raise _tampered(session, asked) from None
        calls.append(Called(asked=asked, came=f"returned `{_shown(ended.text)}`", frames=()))
        return returned
    raise AssertionError(_problem(target, asked, ended))


def _ask(session: Session, scope: dict[str, Any], asked: str) -> tuple[wire.CallEnded | None, wire.Done]:
    connection = session.open(None, scope, None, what=f"the call of `{asked}`")
    with session.noting_faults(None, connection):
        ended = connection.next()
        done = connection.next() if isinstance(ended, wire.CallEnded) else ended
        connection.close()
        if isinstance(done, wire.Done) and (isinstance(ended, wire.CallEnded) or done.error is not None):
            return (ended if isinstance(ended, wire.CallEnded) else None), done
        raise HostFault(Reason.TAMPERED, f"Something that no function sends came back for the call of `{asked}`")


def _tampered(session: Session, asked: str) -> HostFault:
    fault = HostFault(Reason.TAMPERED, f"What came back for the call of `{asked}` is no JSON")
    session.note(fault, None)
    return fault


def _problem(target: str, asked: str, ended: wire.CallEnded) -> str:
    module, _, name = target.partition(":")
    file = f"`{module.replace('.', '/')}.py`"
    match ended.kind:
        case "no_module":
            return f"There is no {file} in your answer, where the function `{name}` should be"
        case "no_function":
            near = get_close_matches(name, ended.text.split(", "), n=1)
            return f"{file} has no function `{name}`" + (f". Is `{near[0]}` meant to be it?" if near else "")
        case "not_callable":
            return f"`{name}` in {file} is a value of type `{_shown(ended.text)}`, and should be a function"
        case "too_large":
            return f"`{asked}` returned more than can be looked at"
    return f"`{asked}` returned a value of type `{_shown(ended.text)}`, and that is no JSON: return plain values"


def _written(target: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
    parts = [*map(repr, args), *(f"{name}={value!r}" for name, value in kwargs.items())]
    return _shown(f"{target.replace(':', '.')}({', '.join(parts)})")


def _shown(text: str) -> str:
    """On one line, and not too long."""
    line = text.strip().rpartition("\n")[2].replace("`", "'")
    return line if len(line) <= _MAX_SHOWN else f"{line[:_MAX_SHOWN]}…"


def _parts(error: str) -> tuple[str, str]:
    """`ValueError: no` → `ValueError`, `no`. The type without its module, which is nobody's business."""
    kind, _, text = error.partition(": ")
    return kind.strip().rpartition(".")[2], text


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, allow_nan=False)
