"""A report as workflow commands of GitHub Actions: an annotation at the learner's line for each check that failed.

The whole report follows in a group. Commands are stopped there by a token that no answer can know, since what it
printed stands in it. See "Workflow commands for GitHub Actions" in GitHub's documentation.
"""

import re
from pathlib import Path

from grader.formats.evidence import evidence_lines, is_told, message, note_lines, place
from grader.formats.printable import line, lines
from grader.formats.text import text
from grader.models import CheckResult, Outcome, Report

_MOST_LINES = 40  # of a message; the group has the others
_PLACE = re.compile(r"`([^`\n]+)`, line (\d+)")


def github(report: Report, *, folder: str, app_file: str, token: str) -> str:
    """The lines that a step of a workflow prints.

    Args:
        folder: Of the answer, as seen from the repository; see `folder_in`.
        app_file: Where the answer's app is, such as `main.py`: the place of what has no line.
        token: Random, of letters and digits, and new for each call.
    """
    return "".join(
        f"{each}\n"
        for each in (
            *_annotations(report, folder, app_file),
            *(command("notice", {}, [note]) for note in note_lines(report)),
            f"::group::{_data(f'{line(report.exercise)}: {report.outcome}')}",
            f"::stop-commands::{token}",
            text(report).rstrip("\n"),
            f"::{token}::",
            "::endgroup::",
        )
    )


def folder_in(repository: Path | None, answer: Path) -> str:
    """The answer's folder as annotations need it: relative to the repository (`GITHUB_WORKSPACE`), with `/`.

    Absolute if it is not in there; "." for the repository itself.
    """
    answer = answer.resolve()
    if repository is not None and answer.is_relative_to(repository.resolve()):
        return answer.relative_to(repository.resolve()).as_posix()
    return answer.as_posix()


def _annotations(report: Report, folder: str, app_file: str) -> list[str]:
    if report.problem is not None:
        found = _PLACE.search(report.problem)
        where = (found[1], int(found[2])) if found else (app_file, None)
        title = f"{report.exercise}: could not be run"
        return [command("error", _properties(title, folder, where), lines(report.problem)[:_MOST_LINES])]
    return [_annotation(report, check, folder, app_file) for check in report.checks if is_told(check)]


def _annotation(report: Report, check: CheckResult, folder: str, app_file: str) -> str:
    told = [*lines(message(check, report))[:_MOST_LINES], *evidence_lines(check)]
    if check.outcome is Outcome.ERRORED:
        # Nothing in the learner's files is wrong, so no line of theirs is marked.
        return command("error", {"title": line(f"{report.exercise}: a check of the course is broken")}, told)
    part = "" if check.requirement is None else f", requirement {check.requirement}"
    where = place(check) or (app_file, None)
    return command("error", _properties(f"{report.exercise}{part}: {check.title}", folder, where), told)


def _properties(title: str, folder: str, where: tuple[str, int | None]) -> dict[str, str]:
    file, number = where
    path = file if folder == "." else f"{folder}/{file}"
    return {"file": line(path), **({} if number is None else {"line": str(number)}), "title": line(title)}


def command(name: str, properties: dict[str, str], told: list[str]) -> str:
    """One workflow command, on one line: `name` is `error` or `notice`, `told` the lines of its message."""
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name}{' ' if listed else ''}{listed}::{_data(chr(10).join(told))}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
