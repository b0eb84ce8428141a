"""Cornell notes: the page that a learner fills in, and what stands in it. Pure.

The page is theirs. So it is read by what it looks like: any row of any table, whole or in pieces, is a cue and a note.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.material import Cue, Material

BREAK = "<br>"
"""A line end within a cell."""

_INVITATION = "*The lesson in your own words, in three sentences at most.*"
_NEAR = 0.75  # of two cues: below that they ask something else
_BREAKS = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*")
_MARKS = re.compile(r"[*_`~\\]|[?.!:]+$")
_HEAD = ("cue", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cue of the lesson as it stands in the page.

    Attributes:
        note: The learner's, as markdown; "" if they wrote none. `<br>` stands between the notes of two rows.
        is_there: Whether the page has the cue.
    """

    cue: Cue
    note: str
    is_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """What stands in a page.

    Attributes:
        rows: The cues of the lesson, in its order.
        own: Rows with a cue and a note that the learner added, in the order of the page.
        summary: Theirs, as markdown; "" if they wrote none.
    """

    rows: tuple[Row, ...]
    own: tuple[Cue, ...]
    summary: str


def template(material: Material) -> str:
    """A page to be filled in."""
    lesson = material.lesson
    return "\n".join(
        [
            f"# Cornell notes: {lesson.title}",
            "",
            "Write each note in your own words. Add rows, move them, cut the table: this file is yours, and",
            f"nothing in it is written over. `learnfastapi notes {lesson.id}` shows ours beside yours.",
            "",
            "| Cue | Note |",
            "|---|---|",
            *map(paste_row, material.cues),
            "",
            "## Summary",
            "",
            _INVITATION,
            "",
        ]
    )


def paste_row(cue: Cue) -> str:
    """The row of a table for a cue, its note empty."""
    return f"| {cue.cue.replace('|', chr(92) + '|')} | |"


def read_notes(text: str, cues: Sequence[Cue]) -> Notes:
    """What a page says to the cues of a lesson, and what it says beyond them."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = text.split("\n")
    found = list(_rows(tokens, lines))
    of_ours = _matched([cue for cue, _, _ in found], cues)
    rows = []
    for number, cue in enumerate(cues):
        notes = [note for (_, note, _), ours in zip(found, of_ours, strict=True) if ours == number]
        rows.append(Row(cue=cue, note=_joined(notes), is_there=notes != []))
    own: dict[str, list[str]] = {}
    for (cue_text, note, is_head), ours in zip(found, of_ours, strict=True):
        if ours is None and cue_text and note and not is_head:
            own.setdefault(cue_text, []).append(note)
    return Notes(
        rows=tuple(rows),
        own=tuple(Cue(cue=cue_text, note=_joined(notes)) for cue_text, notes in own.items()),
        summary=_summary(tokens, lines),
    )


def own_faces(text: str, cues: Sequence[Cue]) -> tuple[Face, ...]:
    """Cards for the rows that the learner added to a page."""
    return tuple(Face(kind=CardKind.OWN, front=row.cue, back=row.note) for row in read_notes(text, cues).own)


def _joined(notes: Sequence[str]) -> str:
    return BREAK.join(filter(None, notes))


def _rows(tokens: Sequence[Token], lines: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """The cue and the note of every row, and whether it is the head of a table, which a row may have been moved to.

    Rows below an empty line, or without a head, are a paragraph to markdown, and rows to whoever wrote them.
    """
    columns = 2
    is_head = False
    for token in tokens:
        if token.map is None:
            continue
        if token.type in ("thead_open", "tbody_open"):
            is_head = token.type == "thead_open"
        elif token.type == "tr_open":
            line = lines[token.map[0]]
            columns = len(_cells(line)) if is_head else columns
            yield (*_row(line, columns), is_head)
        elif token.type == "paragraph_open":
            for line in lines[slice(*token.map)]:
                if _unquoted(line).startswith("|") and not _RULE.fullmatch(_unquoted(line)):
                    cue, note = _row(line, 2)
                    yield cue, note, (_plain(cue), _plain(note)) == _HEAD


def _row(line: str, columns: int) -> tuple[str, str]:
    """What is beyond the last column belongs to its cell: a bar in a note need not be escaped."""
    cells = _cells(line)
    last = max(columns, 2) - 1
    cells = [*cells[:last], " | ".join(cells[last:])]
    return cells[0], _BREAKS.sub(BREAK, next(filter(None, cells[1:]), ""))


def _cells(line: str) -> list[str]:
    inside = _unquoted(line).removeprefix("|")
    inside = re.sub(r"(?<!\\)\|\s*$", "", inside)
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(inside)]


def _unquoted(line: str) -> str:
    return line.lstrip(" \t>").rstrip()


def _matched(found: Sequence[str], cues: Sequence[Cue]) -> list[int | None]:
    """For each cue of a page the number of the lesson's cue that it is; None if it is the learner's own."""
    plain = [_plain(cue.cue) for cue in cues]
    texts = [_plain(each) for each in found]
    result = [plain.index(text) if text in plain else None for text in texts]
    missing = set(range(len(cues))).difference(result)
    near = sorted(
        (
            (_likeness(texts[row], plain[ours]), row, ours)
            for row, is_ours in enumerate(result)
            if is_ours is None
            for ours in missing
        ),
        key=lambda each: (-each[0], each[1]),
    )
    for likeness, row, ours in near:
        if likeness >= _NEAR and result[row] is None and ours in missing:
            result[row] = ours
            missing.remove(ours)
    return result


def _plain(cue: str) -> str:
    """Without what does not change the question."""
    return " ".join(_MARKS.sub("", cue.strip()).casefold().split())


def _likeness(one: str, other: str) -> float:
    """0.0 to 1.0. Cues with other numbers are not alike: a status is the whole question."""
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return 0.0
    both = SequenceMatcher(None, one, other, autojunk=False)
    return both.ratio() if both.real_quick_ratio() >= _NEAR else 0.0


def _summary(tokens: Sequence[Token], lines: Sequence[str]) -> str:
    """What stands below the heading of that name, up to the next heading."""
    start = None
    end = len(lines)
    for token, after in pairwise(tokens):
        if token.type != "heading_open" or token.map is None:
            continue
        if start is not None:
            end = token.map[0]
            break
        if _plain(after.content) == "summary":
            start = token.map[1]
    if start is None:
        return ""
    return "\n".join(line for line in lines[start:end] if line.strip() != _INVITATION).strip()
