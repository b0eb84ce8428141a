"""Reports as one JUnit XML document, as Jenkins' xUnit plug-in describes it (junit-10.xsd), which CI servers read.

One suite for each exercise, one case for each check, its class the requirement. Written by the standard library: the
packages for it read and merge such files, and none makes control characters harmless.
"""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.formats.evidence import evidence_lines, message, note_lines
from grader.formats.printable import line, lines
from grader.models import CheckResult, Outcome, Report

_TAGS = {Outcome.FAILED: "failure", Outcome.ERRORED: "error", Outcome.SKIPPED: "skipped"}


def junit(reports: Sequence[Report]) -> str:
    """The document, with its XML declaration; it is to be written as UTF-8."""
    root = Element("testsuites", {"name": "learnfastapi", **_counts(reports)})
    for report in reports:
        _suite(root, report)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(reports: Sequence[Report]) -> dict[str, str]:
    """Attributes. Seconds have three decimals, as the schema wants."""
    outcomes = [check.outcome for report in reports for check in report.checks]
    return {
        "tests": str(len(outcomes)),
        "failures": str(outcomes.count(Outcome.FAILED)),
        "errors": str(outcomes.count(Outcome.ERRORED)),
        "time": f"{sum(report.seconds for report in reports):.3f}",
    }


def _suite(root: Element, report: Report) -> None:
    skipped = sum(check.outcome is Outcome.SKIPPED for check in report.checks)
    suite = SubElement(root, "testsuite", {"name": line(report.exercise), **_counts([report]), "skipped": str(skipped)})
    properties = SubElement(suite, "properties")
    for name, value in _properties(report).items():
        SubElement(properties, "property", name=name, value=line(value))
    for check in report.checks:
        _case(suite, report, check)
    notes = note_lines(report)
    if notes:
        SubElement(suite, "system-out").text = "\n".join(notes)


def _properties(report: Report) -> dict[str, str]:
    here = report.environment
    only = {} if report.only is None else {"only": report.only}
    return {
        "course": report.course,
        "outcome": report.outcome,
        "score": str(report.score),
        "seed": str(report.seed),
        "answer": report.answer,
        **only,
        "python": here.python,
        "fastapi": here.fastapi,
        "starlette": here.starlette,
        "pydantic": here.pydantic,
        "learnfastapi": here.learnfastapi,
    }


def _case(suite: Element, report: Report, check: CheckResult) -> None:
    part = "checks" if check.requirement is None else f"requirement {check.requirement}"
    name = f"{line(check.title)} ({line(check.id)})"
    classname = f"{line(report.exercise)}.{part}"
    case = SubElement(suite, "testcase", classname=classname, name=name, time=f"{check.seconds:.3f}")
    tag = _TAGS.get(check.outcome)
    if tag is not None:
        told = lines(message(check, report))
        problem = SubElement(case, tag, message=told[0], type=str(check.reason or check.outcome))
        problem.text = "\n".join([*told, *evidence_lines(check)])
    if check.output.strip():
        SubElement(case, "system-out").text = "\n".join(lines(check.output))
