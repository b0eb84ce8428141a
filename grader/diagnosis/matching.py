"""Which of an exercise's mistakes a report shows. Pure.

An answer may be unfinished, and hold more than one mistake. So each failed requirement is looked at for itself:

- A mistake fits if its checks that fail there fail in the answer too, and show all that the mistake shows.
- It is not the learner's if any of its checks, at whatever requirement, passes in the answer.
- Nothing is said by a check that was skipped, or that failed at a route which is not there: it may not be built yet.
- Of two that fit, the one that explains more is told, if it explains all that the other does; else neither is.
- Nothing is told where another check of the requirement fails, and no mistake explains that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.course.signatures import Shape, Signature, Signatures
from grader.diagnosis.shape import CHECK, NO_ROUTE, routes_of, shape_of
from grader.models import CheckResult, Outcome, Report

Trait = tuple[str, str, str]
"""A check's id, what was asked, and what was wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A mistake that fits at one requirement.

    Attributes:
        explains: All that the mistake shows there, and the answer too. Not empty.
        is_proof: Whether a route that is not built yet would look otherwise.
    """

    mistake: str
    explains: frozenset[Trait]
    is_proof: bool

    @property
    def checks(self) -> set[str]:
        return {check for check, _asked, _wrong in self.explains}


class Failures:
    """The checks of a report, and their shapes, each made when it is first asked for."""

    def __init__(self, report: Report, signatures: Signatures) -> None:
        self.outcomes: Mapping[str, Outcome] = {check.id: check.outcome for check in report.checks}
        self._failed = {check.id: check for check in report.checks if check.outcome is Outcome.FAILED}
        self._names = frozenset(signatures.names)
        self._shapes: dict[str, Shape] = {}
        self._routes = routes_of(report).union(signatures.built)

    def shape(self, check: str) -> Shape | None:
        """None if the check did not fail."""
        if check in self._failed and check not in self._shapes:
            self._shapes[check] = shape_of(self._failed[check], self._names)
        return self._shapes.get(check)

    def of(self, requirement: int) -> list[CheckResult]:
        return [check for check in self._failed.values() if check.requirement == requirement]

    def is_proof(self, shape: Shape) -> bool:
        """Whether it shows something at a route that is there, or was there in the starter."""
        return any(what != CHECK and (NO_ROUTE not in wrong or what in self._routes) for what, wrong in shape.items())


def mistakes_of(report: Report, signatures: Signatures) -> dict[int, list[str]]:
    """Ids of mistakes, by the number of the requirement that shows them without doubt. No list is empty."""
    failures = Failures(report, signatures)
    candidates = {
        mistake: signature
        for mistake, signature in signatures.mistakes.items()
        if not _is_contradicted(signature, failures)
    }
    found = {}
    for requirement in report.requirements:
        fitting = [
            match
            for mistake, signature in candidates.items()
            if (match := _match(mistake, signature.get(requirement.number, {}), failures)) is not None
        ]
        found[requirement.number] = _unique(fitting)
    proven = {match.mistake for matches in found.values() for match in matches if match.is_proof}
    told = {number: [match for match in matches if match.mistake in proven] for number, matches in found.items()}
    return {
        number: [match.mistake for match in matches]
        for number, matches in told.items()
        if matches and _explain_all(matches, number, failures)
    }


def _is_contradicted(signature: Signature, failures: Failures) -> bool:
    """Whether the answer does right what the mistake does wrong."""
    return any(failures.outcomes.get(check) is Outcome.PASSED for checks in signature.values() for check in checks)


def _match(mistake: str, fails: Mapping[str, Shape], failures: Failures) -> Match | None:
    explains: set[Trait] = set()
    is_proof = False
    for check, shape in fails.items():
        yours = failures.shape(check)
        if yours is None or (_has_no_route(yours) and not _has_no_route(shape)):
            continue
        if yours.get(CHECK) != shape.get(CHECK) or not _shows(yours, shape):
            return None
        explains |= {(check, what, each) for what, wrong in shape.items() for each in wrong}
        is_proof |= failures.is_proof(shape)
    return Match(mistake=mistake, explains=frozenset(explains), is_proof=is_proof) if explains else None


def _shows(yours: Shape, shape: Shape) -> bool:
    return all(each in yours.get(what, ()) for what, wrong in shape.items() for each in wrong)


def _has_no_route(shape: Shape) -> bool:
    return any(NO_ROUTE in wrong for wrong in shape.values())


def _unique(matches: Sequence[Match]) -> list[Match]:
    """Without those that explain only a part of what another does, and then without those that share a check."""
    largest = [match for match in matches if not any(match.explains < other.explains for other in matches)]
    return [
        match for match in largest if all(match is other or match.checks.isdisjoint(other.checks) for other in largest)
    ]


def _explain_all(matches: Sequence[Match], requirement: int, failures: Failures) -> bool:
    """Whether no check fails here for a reason of its own. It would be told a cause that is not its own."""
    explained = {check for match in matches for check in match.checks}
    others = (failures.shape(check.id) for check in failures.of(requirement) if check.id not in explained)
    return all(shape is None or _has_no_route(shape) for shape in others)
