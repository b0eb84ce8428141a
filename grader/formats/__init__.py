"""One report in several forms: for a terminal or log, for programs, for CI.

Each module is one form, a pure function from a report to text. All that comes from an answer is made harmless first, by
`grader.formats.printable`. A workspace's own coloured report is no part of this (`learnfastapi.render`).
"""

from enum import StrEnum


class Format(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"
