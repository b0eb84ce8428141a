"""The examples of a lesson: read from its fenced blocks, and run to see whether all comes as it is shown.

`python -m grader.course.examples LESSON.md …` does that for whole files.
"""

from grader.course.examples.models import (
    Example,
    Exchange,
    Malformed,
    Output,
    Program,
    Script,
    Service,
    ShownRequest,
    ShownResponse,
    Snippet,
    Unsent,
)
from grader.course.examples.reading import read_examples
from grader.course.examples.running import run_examples

__all__ = [
    "Example",
    "Exchange",
    "Malformed",
    "Output",
    "Program",
    "Script",
    "Service",
    "ShownRequest",
    "ShownResponse",
    "Snippet",
    "Unsent",
    "read_examples",
    "run_examples",
]
