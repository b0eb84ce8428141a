"""All rules over one answer."""

from collections.abc import Iterator, Mapping

from grader.models import Finding
from grader.source.project import Project
from grader.source.rules import Place, Rule, awaiting, blocking, cleanup, passing, sql, validators

RULES = (
    blocking.RULE,
    awaiting.RULE,
    passing.DEPENDS,
    passing.TASKS,
    sql.RULE,
    validators.RULE,
    cleanup.SKIPPED,
    cleanup.HIDDEN,
)
KINDS = tuple(rule.kind for rule in RULES)
MAX_FINDINGS = 50
_MAX_CODE = 60


def findings(files: Mapping[str, bytes]) -> list[Finding]:
    """What the files of an answer show, in the order of files and lines; empty where nothing is certain."""
    return findings_of(Project(files))


def findings_of(project: Project) -> list[Finding]:
    """The same for files that were read already."""
    found = {(place.module.file, place.node.lineno, rule.kind): (place, rule) for place, rule in _places(project)}
    return [_finding(place, rule) for _, (place, rule) in sorted(found.items(), key=lambda item: item[0])][
        :MAX_FINDINGS
    ]


def _places(project: Project) -> Iterator[tuple[Place, Rule]]:
    for rule in RULES:
        try:
            yield from [(place, rule) for place in rule.find(project)]
        except RecursionError:
            # A tree that is nested deeper than anybody writes: what can be said of it is not worth more.
            continue


def _finding(place: Place, rule: Rule) -> Finding:
    code = " ".join(place.code.split())
    code = code if len(code) <= _MAX_CODE else f"{code[:_MAX_CODE]}…"
    return Finding(
        file=place.module.file,
        line=place.node.lineno,
        kind=rule.kind,
        title=rule.title.replace("{code}", code),
        explanation=rule.explanation.replace("{code}", code),
    )
