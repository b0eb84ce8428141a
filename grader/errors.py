"""Every error that a person can act on.

    LearnError                  message, hint, exit code
    ├── InputError              2: something the person typed or a place they are in
    └── CourseError             3: the course on disk is broken
    └── GraderError             3: the grader cannot do its work on this machine

A failing check is a result and never one of these. Anything else that is raised is a bug and keeps its traceback.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


class LearnError(Exception):
    """An error with a message and one next step, both for a person.

    Attributes:
        message: One sentence without a full stop, the offending value in backticks.
        hint: One next step, without the word "hint". May be empty.
        exit_code: What the process ends with when nothing handles the error.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(LearnError):
    """Wrong input: an unknown name, a bad option, a place without a workspace."""


class UnknownNameError(InputError):
    """No exercise, lesson or section has this name."""

    def __init__(self, kind: str, name: str, known: Sequence[str], *, otherwise: str) -> None:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        super().__init__(f"No {kind} named `{name}`", hint=f"did you mean `{near[0]}`?" if near else otherwise)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong in a course.

    Attributes:
        file: Relative to the course's folder.
        key: Where in the file: a front matter key such as `minutes`, a heading such as `## Survey`, `line 12`; or "".
        text: What is wrong, with the value that was found.
    """

    file: Path
    key: str
    text: str

    def __str__(self) -> str:
        shown = ": ".join(part for part in (self.file.as_posix(), self.key, self.text) if part)
        # The name of a file may be no Unicode, and then no output takes it.
        return shown.encode(errors="backslashreplace").decode()


class CourseError(LearnError):
    """The course on disk cannot be used. Holds all problems at once, in the order of the files."""

    exit_code = 3

    def __init__(self, course: Path, problems: Sequence[Problem], *, hint: str | None = None) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        listing = "\n".join(f"  {problem}" for problem in problems)
        super().__init__(
            f"The course in `{course}` has {count}:\n{listing}",
            hint=hint or "this is not your answer's fault; tell whoever wrote the course",
        )


class GraderError(LearnError):
    """The grader itself cannot work here: no processes, no temporary folder, a lost zygote."""

    exit_code = 3
