"""The shortest sequence of steps that still shows a difference: delta debugging (Zeller and Hildebrandt, 2002)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from grader.judge.explore.pair import Pair, Sent
from grader.judge.explore.step import Step

Try = Callable[[Sequence[Step]], Pair | None]
"""Send steps to a fresh pair, up to the first difference. None if there is none, or time is over."""


class Shrinker:
    """Tries ever shorter sequences. What `attempt` refuses to try counts as a sequence without a difference."""

    def __init__(self, attempt: Try) -> None:
        self._attempt = attempt

    def shrink(self, sent: Sequence[Sent]) -> Pair | None:
        """The pair that showed it with the shortest sequence; None if the difference does not show again."""
        found = self._first(sent)
        if found is not None:
            found = self._without_steps(found)
            found = self._simpler(found)
        return found

    def _first(self, sent: Sequence[Sent]) -> Pair | None:
        """Good guesses before all: what only read or was refused has rarely to do with it."""
        steps = [each.step for each in sent]
        last = sent[-1]
        writes = [
            each.step for each in sent[:-1] if each.step.operation.method not in ("GET", "HEAD") and _succeeded(each)
        ]
        makers = [step for step in writes if step.operation.creates]
        guesses = ([last.step], [each.step for each in needed(sent)], [*makers, last.step], [*writes, last.step], steps)
        for guess in guesses:
            if (found := self._attempt(guess)) is not None:
                return found
        return None

    def _without_steps(self, found: Pair) -> Pair:
        """Leave out ever smaller parts, but never the last step."""
        size = max(1, (len(found.sent) - 1) // 2)
        while True:
            start, shorter = 0, False
            while start < len(found.sent) - 1:
                steps = [each.step for each in found.sent]
                end = min(start + size, len(steps) - 1)
                tried = self._attempt([*steps[:start], *steps[end:]])
                if tried is None:
                    start += size
                else:
                    found, shorter = tried, True
            if size == 1 and not shorter:
                return found
            size = max(1, size // 2)

    def _simpler(self, found: Pair) -> Pair:
        """Leave out parameters and keys of bodies that need not be sent, as long as it takes no other turn."""
        for index in range(len(found.sent) - 1, -1, -1):
            while (shorter := self._with_less(found, index)) is not None:
                found = shorter
        return found

    def _with_less(self, found: Pair, index: int) -> Pair | None:
        """One thing less in one step; None if each of them is needed."""
        steps = [each.step for each in found.sent]
        for simpler in _simpler(steps[index]):
            tried = self._attempt([*steps[:index], simpler, *steps[index + 1 :]])
            if tried is not None and len(tried.sent) == len(found.sent):
                return tried
        return None


def needed(sent: Sequence[Sent]) -> list[Sent]:
    """The last one, and those that made the members it names."""
    found = [sent[-1]]
    while (maker := found[0].ids.maker) is not None:
        found.insert(0, sent[maker])
    return found


def _succeeded(sent: Sent) -> bool:
    return sent.expected.status is not None and sent.expected.status < 300


def _simpler(step: Step) -> Iterator[Step]:
    """The step with one thing less, for each thing that need not be sent."""
    for place, name in dict.fromkeys(field[:2] for field in step.fields):
        yield step.with_field(place, name, ())
    body = step.operation.body
    if body is not None and isinstance(step.body, dict):
        for key in step.body:
            if key not in body.required:
                yield replace(step, body={name: value for name, value in step.body.items() if name != key})
