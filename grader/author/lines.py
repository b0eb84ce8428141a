"""The line of a file that a problem of the reader is about. Pure."""

import re

from grader.course.markdown import sections_of

_LINE_KEY = re.compile(r"line (\d+)")
_LINE_IN_TEXT = re.compile(r" ?\((?:at )?line (\d+)(?:, column \d+)?\)")
_NAMED = re.compile(r"lists the (?:level|lesson) `(?P<twice>[^`]*)`|lists `(?P<once>[^`]*)`")
_TABLE_KEY = re.compile(r"levels\[(?P<index>\d+)\]\.?(?P<key>.*)")


def line_of(key: str, text: str, content: str) -> int | None:
    """From 1; None where the whole file is meant, or where what is missing has no line.

    Args:
        key, text: Of a `Problem`.
        content: Of the file, as `grader.course.files.read_text` gives it.
    """
    if found := _LINE_KEY.fullmatch(key) or _LINE_IN_TEXT.search(text):
        return int(found[1])
    if "(at end of document)" in text:
        return max(1, len(content.splitlines()))
    if key.startswith("#"):
        return _heading_line(key, content)
    if not key:
        return 1 if text.startswith("has no front matter") else None
    if content.startswith("---"):
        return _line_matching(rf"['\"]?{re.escape(key)}['\"]?\s*:", content.split("\n---", 1)[0])
    return _toml_line(key, text, content)


def without_line(text: str) -> str:
    """The text of a problem without the line that it names itself."""
    return _LINE_IN_TEXT.sub("", text)


def _heading_line(heading: str, content: str) -> int | None:
    """Of the last one: where it stands twice, the first is in order."""
    return next((section.line for section in reversed(sections_of(content)[1]) if section.heading == heading), None)


def _toml_line(key: str, text: str, content: str) -> int | None:
    named = _NAMED.search(text)
    if named:
        name = named["twice"] or named["once"] or ""
        places = [number for number, line in enumerate(content.split("\n"), 1) if re.search(_quoted(name), line)]
        return (places[-1] if named["twice"] else places[0]) if places else None
    if table := _TABLE_KEY.fullmatch(key):
        starts = [number for number, line in enumerate(content.split("\n"), 1) if re.match(r"\s*\[\[levels\]\]", line)]
        if int(table["index"]) >= len(starts):
            return None
        start = starts[int(table["index"])]
        end = next((number - 1 for number in starts if number > start), None)
        below = "\n".join(content.split("\n")[start:end])
        line = _line_matching(rf"\s*{re.escape(table['key'])}\s*=", below) if table["key"] else None
        return start + (line or 0)
    if line := _line_matching(rf"\s*{re.escape(key)}\s*=", content.split("[[", 1)[0]):
        return line
    return _line_matching(rf"\s*\[\[{re.escape(key)}\]\]", content)


def _quoted(name: str) -> str:
    return rf"""["']{re.escape(name)}["']"""


def _line_matching(pattern: str, content: str) -> int | None:
    return next((number for number, line in enumerate(content.split("\n"), 1) if re.match(pattern, line)), None)
