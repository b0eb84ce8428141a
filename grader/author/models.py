"""What `author check` says. Values only."""

import msgspec


class Defect(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in a course that has to be mended.

    Attributes:
        file: Relative to the course's folder, with `/`.
        line: In the file, from 1; None where the whole file or folder is meant.
        text: What is wrong, with the value that was found; no full stop.
        step: One next step, a sentence without a full stop.
    """

    file: str
    line: int | None = None
    text: str
    step: str
