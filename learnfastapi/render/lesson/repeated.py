"""Which lines of a program stand in the one above it too: what is left is what the text is about."""

from collections.abc import Iterator
from difflib import SequenceMatcher


class Above:
    """The newest program above, passed from one text to the next. Make one for each part of a lesson."""

    def __init__(self) -> None:
        self._program = ""

    def repeated(self, program: str) -> frozenset[int]:
        """The same as `repeated_lines` for the next program; from now on, it is the newest."""
        before, self._program = self._program, program
        return repeated_lines(program, before)


def repeated_lines(program: str, before: str) -> frozenset[int]:
    """Numbers of the lines, from 0, that stand in the program before. Empty lines are in neither.

    None if that would help nobody: nothing is new, or less than a third is repeated.
    """
    numbers = [number for number, line in enumerate(program.split("\n")) if line.strip()]
    matcher = SequenceMatcher(None, [*_lines(before)], [*_lines(program)], autojunk=False)
    found = frozenset(
        numbers[index] for block in matcher.get_matching_blocks() for index in range(block.b, block.b + block.size)
    )
    return found if len(numbers) <= 3 * len(found) < 3 * len(numbers) else frozenset()


def _lines(program: str) -> Iterator[str]:
    return (line for line in program.split("\n") if line.strip())
