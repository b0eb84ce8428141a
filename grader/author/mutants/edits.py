"""Source text as bytes, changed piece by piece where syntax trees say that something stands.

`ast` counts columns in UTF-8 bytes, so a file is kept as these, whatever its own encoding is.
"""

import ast
import io
import re
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass

Placed = ast.expr | ast.stmt | ast.arg | ast.keyword | ast.excepthandler
"""Nodes that know where they stand."""

_LINE_END = re.compile(rb"\r\n|\r|\n")
_COMMENT = re.compile(rb"#[^\r\n]*")
_COMMA = re.compile(rb"\s*,")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """New text for the bytes from `start` up to `end`."""

    start: int
    end: int
    text: str


class Text:
    """The text of one Python file.

    Raises SyntaxError, UnicodeDecodeError or LookupError for bytes that are no text in the encoding that they name.
    """

    def __init__(self, content: bytes) -> None:
        self._encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        self.bytes = content.decode(self._encoding).encode()
        ends = [found.end() for found in _LINE_END.finditer(self.bytes)]
        self._lines = [0, *ends]
        self.newline = "\r\n" if b"\r\n" in self.bytes else "\n"

    def start(self, node: Placed) -> int:
        return self._lines[node.lineno - 1] + node.col_offset

    def end(self, node: Placed) -> int:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._lines[node.end_lineno - 1] + node.end_col_offset

    def line_start(self, line: int) -> int:
        """Of a line, from 1; the end of the file for a line behind the last."""
        return self._lines[line - 1] if line <= len(self._lines) else len(self.bytes)

    def cut(self, start: int, end: int) -> str:
        return self.bytes[start:end].decode()

    def of(self, node: Placed) -> str:
        return self.cut(self.start(node), self.end(node))

    def replace(self, node: Placed, text: str) -> Edit:
        return Edit(start=self.start(node), end=self.end(node), text=text)

    def insert(self, place: int, text: str) -> Edit:
        return Edit(start=place, end=place, text=text)

    def remove_item(self, items: Sequence[Placed], item: Placed) -> Edit:
        """Take one out of what is separated by commas. `items` are all, in the order of the file."""
        index = list(items).index(item)
        start, end = self.start(item), self.end(item)
        if index + 1 < len(items):
            return Edit(start=start, end=self.start(items[index + 1]), text="")
        if index > 0:
            before = self.end(items[index - 1])
            return Edit(start=before + self._between(before, start).rindex(b","), end=end, text="")
        comma = _COMMA.match(self.bytes, end)
        return Edit(start=start, end=comma.end() if comma else end, text="")

    def find(self, pattern: bytes, start: int, end: int) -> tuple[int, int]:
        """Where something stands that is no node, such as an operator, between two nodes. ValueError if nowhere."""
        found = re.search(pattern, self._between(start, end))
        if found is None:
            raise ValueError(f"no {pattern!r} in {self.cut(start, end)!r}")
        return start + found.start(), start + found.end()

    def _between(self, start: int, end: int) -> bytes:
        """What stands between two nodes, with blanks for comments. There are no strings, so each `#` begins one."""
        return _COMMENT.sub(lambda found: b" " * len(found[0]), self.bytes[start:end])

    def apply(self, edits: Sequence[Edit]) -> bytes:
        """The changed file, in its own encoding. Edits may not overlap."""
        changed = self.bytes
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            changed = changed[: edit.start] + edit.text.encode() + changed[edit.end :]
        return changed.decode().encode(self._encoding)
