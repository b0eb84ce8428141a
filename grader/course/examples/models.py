"""What the fenced blocks of a lesson say, as values.

Every example has a `line`, that of its opening fence, from 1, and a `section`, the title of the `##` heading it stands
below, or "" above the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """` ```python app `: a whole program that is served. `is_broken`: with the fault that the text is about."""

    line: int
    section: str
    source: str
    is_broken: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """` ```python run `: must run to its end."""

    line: int
    section: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A program that stands in no block: the solution, which answers the exchanges of its task.

    Attributes:
        files: Relative name with `/` to content.
        app: `module:attribute`.
    """

    files: Mapping[str, bytes]
    app: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """` ```python `: must compile."""

    line: int
    section: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """` ```text `. `of` is the line of the program or script directly above, which must print it; None if none is."""

    line: int
    section: str
    text: str
    of: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """What is sent.

    Attributes:
        path: With its query, as it stands in the block.
        headers: Names in lower case, in order; a name may stand there twice.
        body: Without the line end of its last line; "" if there is none.
    """

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownResponse:
    """What must come back.

    Attributes:
        is_prediction: The reader guesses first (`→ ? 200`).
        headers: Only those that are shown; names in lower case.
        body: "" if none is shown, and then none may come.
    """

    status: int
    is_prediction: bool
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """` ```http ` with a response: is sent, and must be answered as shown."""

    line: int
    section: str
    request: ShownRequest
    response: ShownResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """` ```http ` without a response: is shown as it stands."""

    line: int
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """A block that is none of these, though its language says so. `text` is what is wrong with it."""

    line: int
    section: str
    text: str


Example = Program | Script | Snippet | Output | Exchange | Unsent | Malformed
