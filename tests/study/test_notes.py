"""A page of notes that the learner may rearrange, read again."""

import pytest

from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.material import Cue, Material
from learnfastapi.study.notes import Row, own_faces, paste_row, read_notes, template

CUES = (
    Cue(cue="Who calls my function?", note="The app"),
    Cue(cue="404 or 405?", note="No route; no method"),
    Cue(cue="What is `a | b`?", note="Either"),
)
FILLED = """\
# Cornell notes: Gates

| Cue | Note |
|---|---|
| Who calls my function? | the app does |
| 404 or 405? | address, method |
| What is `a \\| b`? | one of two |

## Summary

Gates open.
"""
THEIRS = ["the app does", "address, method", "one of two"]


def theirs(text: str) -> list[str]:
    return [row.note for row in read_notes(text, CUES).rows]


def test_a_new_page_has_the_cues_and_empty_notes(material: Material):
    assert template(material) == (
        "# Cornell notes: Gates\n\n"
        "Write each note in your own words. Add rows, move them, cut the table: this file is yours, and\n"
        "nothing in it is written over. `learnfastapi notes gates` shows ours beside yours.\n\n"
        "| Cue | Note |\n"
        "|---|---|\n"
        "| Who closes the gate? | |\n"
        "| What is `a \\| b`? | |\n\n"
        "## Summary\n\n"
        "*The lesson in your own words, in three sentences at most.*\n"
    )


def test_a_new_page_is_empty(material: Material):
    notes = read_notes(template(material), material.cues)

    assert notes.rows == tuple(Row(cue=cue, note="", is_there=True) for cue in material.cues)
    assert (notes.own, notes.summary) == ((), "")


def test_notes_summary_and_cues_of_ours(material: Material):
    notes = read_notes(FILLED, CUES)

    assert notes.rows == tuple(Row(cue=cue, note=note, is_there=True) for cue, note in zip(CUES, THEIRS, strict=True))
    assert (notes.own, notes.summary) == ((), "Gates open.")


ROWS = FILLED.splitlines()[4:7]
REARRANGED = {
    "rows moved": "| Cue | Note |\n|---|---|\n" + "\n".join([ROWS[2], ROWS[0], ROWS[1]]),
    "table split by an empty line": FILLED.replace(ROWS[1], f"\n{ROWS[1]}"),
    "two tables": FILLED.replace(ROWS[1], f"\n## Later\n\n| Q | A |\n|---|---|\n{ROWS[1]}"),
    "a column added": "| Cue | Note | Seen |\n|---|---|---|\n" + "\n".join(f"{row} yes |" for row in ROWS),
    "a column added, its cells left out": "| Cue | Note | Seen |\n|---|---|---|\n" + "\n".join(ROWS),
    "no head": "\n".join(ROWS),
    "no line below the head": FILLED.replace("|---|---|\n", ""),
    "no summary": FILLED.partition("## Summary")[0],
    "other headings": FILLED.replace("# Cornell notes: Gates", "Gates\n=====").replace("## Summary", "# In short"),
    "no pipes at the ends": "Cue | Note\n---|---\n" + "\n".join(row.strip("| ") for row in ROWS),
    "in a quote": "\n".join(f"> {line}" for line in FILLED.splitlines()),
    "in a list": "- my notes\n\n" + "\n".join(f"  {line}" for line in FILLED.splitlines()),
    "line ends of Windows": FILLED.replace("\n", "\r\n"),
    "a byte order mark": f"\ufeff{FILLED}",
    "cues in other letters": FILLED.replace("Who calls my function?", "who calls  *my* function"),
    "cues in nearly the same words": FILLED.replace("Who calls my function?", "Who calls the function?"),
    "text between": FILLED.replace("## Summary", "I wonder about HEAD.\n\n```\n| no | row |\n```\n\n## Summary"),
    "the first row made the head": FILLED.replace("| Cue | Note |\n|---|---|\n" + ROWS[0], f"{ROWS[0]}\n|---|---|"),
    "two lines in the source of a row": FILLED.replace("the app does |", "the app does |   "),
}


@pytest.mark.parametrize("text", REARRANGED.values(), ids=REARRANGED.keys())
def test_a_page_that_was_rearranged(text: str):
    assert theirs(text) == THEIRS
    assert own_faces(text, CUES) == ()


def test_a_note_with_a_bar_that_is_not_escaped_is_whole():
    text = FILLED.replace("one of two", "`int | None` or `None | int`")

    assert theirs(text)[2] == "`int | None` or `None | int`"


def test_two_rows_for_one_cue_are_one_note():
    text = FILLED.replace(ROWS[0], f"{ROWS[0]}\n| Who calls my function? | for each request |")

    assert theirs(text)[0] == "the app does<br>for each request"
    assert own_faces(text, CUES) == ()


def test_a_cue_that_is_not_in_the_file_is_missing():
    notes = read_notes(FILLED.replace(f"{ROWS[1]}\n", ""), CUES)

    assert [row.is_there for row in notes.rows] == [True, False, True]
    assert paste_row(notes.rows[1].cue) == "| 404 or 405? | |"
    assert paste_row(CUES[2]) == "| What is `a \\| b`? | |"


def test_rows_of_their_own_become_faces():
    text = FILLED.replace(
        ROWS[0],
        f"{ROWS[0]}\n| 404 or 422? | no route; no number |\n| later | |\n| | what is this |\n| HEAD? | 405 |",
    )

    assert own_faces(text, CUES) == (
        Face(kind=CardKind.OWN, front="404 or 422?", back="no route; no number"),
        Face(kind=CardKind.OWN, front="HEAD?", back="405"),
    )
    assert theirs(text) == THEIRS


def test_a_row_that_asks_for_another_number_is_no_cue_of_ours():
    text = FILLED.replace("404 or 405?", "404 or 307?")

    assert [row.is_there for row in read_notes(text, CUES).rows] == [True, False, True]
    assert [face.front for face in own_faces(text, CUES)] == ["404 or 307?"]


def test_a_row_with_some_words_of_ours_is_their_own():
    text = FILLED.replace("404 or 405?", "Is a 404 cached, or a 405?")

    assert [row.is_there for row in read_notes(text, CUES).rows] == [True, False, True]
    assert [face.front for face in own_faces(text, CUES)] == ["Is a 404 cached, or a 405?"]


def test_a_row_of_their_own_that_stands_twice_is_one_face():
    text = f"{FILLED}\n| HEAD? | 405 |\n| HEAD? | unless it is declared |\n"

    assert own_faces(text, CUES) == (Face(kind=CardKind.OWN, front="HEAD?", back="405<br>unless it is declared"),)


@pytest.mark.parametrize(
    "text",
    ["", "\n", "|", "||", "|||\n|-|-|", "|-|-|", "# Summary", "| a |", "```\n| a | b |", "\x00| a |\x00"],
)
def test_whatever_stands_there_can_be_read(text: str):
    assert theirs(text) == ["", "", ""]
    assert own_faces(text, CUES) == ()


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_line_ends(end: str):
    assert theirs(FILLED.replace("\n", end)) == THEIRS


def test_the_summary_ends_at_the_next_heading_and_does_not_hold_our_line():
    text = (
        "## summary\n\n*The lesson in your own words, in three sentences at most.*\n\nIt opens.\n\n### Next\n\nMore.\n"
    )

    assert read_notes(text, ()).summary == "It opens."
