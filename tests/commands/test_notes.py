"""`notes`: a file that is the learner's, ours beside it, cards of their own rows, a page to be printed."""

import json
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest

TABLE = """\
| Twice two? | Four |
| What is `a \\| b`? | Either of `a` and `b` |
| Half of two? | One |
"""
NEW = """\
# Cornell notes: Doubling

Write each note in your own words. Add rows, move them, cut the table: this file is yours, and
nothing in it is written over. `learnfastapi notes doubling` shows ours beside yours.

| Cue | Note |
|---|---|
| Twice two? | |
| What is `a \\| b`? | |
| Half of two? | |

## Summary

*The lesson in your own words, in three sentences at most.*
"""


@pytest.fixture
def studied(run, copied_course: Path, tmp_path: Path) -> Path:
    """A workspace of a course whose lesson has three cues."""
    lesson = copied_course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("| Twice two? | Four |\n", TABLE))
    assert run("start", "w", "--course", "course")[0] == 0
    assert run("next", "--all", cwd=tmp_path / "w")[0] == 0
    return tmp_path / "w"


@pytest.fixture
def file(studied: Path) -> Path:
    return studied / "notes" / "doubling.md"


def own_cards(workspace: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(workspace / ".learnfastapi" / "progress.sqlite3") as connection:
        return connection.execute(
            "SELECT front, back, julianday(due) - julianday(added), gone FROM cards WHERE kind = 'own' ORDER BY id"
        ).fetchall()


def test_the_first_call_makes_the_file(run, studied, file):
    assert run("notes", cwd=studied) == (
        0,
        "Cornell notes: Doubling\n"
        "━━━━━━━━━━━━━━━━━━━━━━━\n"
        "`notes/doubling.md`, 0 of 3 notes written\n"
        "\n"
        "Still empty\n"
        "───────────\n"
        "• Twice two?\n"
        "• What is `a | b`?\n"
        "• Half of two?\n"
        "\n"
        "Write your notes into it. `learnfastapi notes doubling` then shows ours beside them.\n",
        "",
    )
    assert file.read_text() == NEW


def test_ours_come_after_theirs(run, studied, file):
    run("notes", cwd=studied)
    file.write_text(
        NEW.replace("Twice two? | |", "Twice two? | 2 + 2<br>is four |")
        .replace("| Half of two? | |\n", "| Twice three? | six |\n| Twice four? | eight |\n")
        .replace("*The lesson in your own words, in three sentences at most.*", "Twice is two times.")
    )

    assert run("notes", "doubling", cwd=studied) == (
        0,
        "Cornell notes: Doubling\n"
        "━━━━━━━━━━━━━━━━━━━━━━━\n"
        "`notes/doubling.md`, 1 of 3 notes written\n"
        "\n"
        "Twice two?\n"
        "  yours  2 + 2\n"
        "         is four\n"
        "  ours   Four\n"
        "\n"
        "Still empty\n"
        "───────────\n"
        "• What is `a | b`?\n"
        "\n"
        "Rows of your own\n"
        "────────────────\n"
        "Twice three?\n"
        "  yours  six\n"
        "\n"
        "Twice four?\n"
        "  yours  eight\n"
        "\n"
        "Not in your file, to be pasted\n"
        "──────────────────────────────\n"
        "| Half of two? | |\n"
        "\n"
        "Summary\n"
        "───────\n"
        "  yours  Twice is two times.\n"
        "  ours   Four.\n"
        "\n"
        "Rows of your own are cards: `learnfastapi review` asks them from tomorrow on.\n"
        "`learnfastapi notes doubling --ours` shows ours where yours are empty.\n",
        "",
    )


def test_ours_on_request_and_plain(run, studied):
    assert run("notes", "--ours", "--plain", cwd=studied / "double")[1] == (
        "Cornell notes: Doubling\n"
        "`../notes/doubling.md`, 0 of 3 notes written\n"
        "\n"
        "Twice two?\n"
        "  yours  (empty)\n"
        "  ours   Four\n"
        "\n"
        "What is `a | b`?\n"
        "  yours  (empty)\n"
        "  ours   Either of `a` and `b`\n"
        "\n"
        "Half of two?\n"
        "  yours  (empty)\n"
        "  ours   One\n"
        "\n"
        "Summary\n"
        "  ours   Four.\n"
        "\n"
        "Write your notes into it. `learnfastapi notes doubling` then shows ours beside them.\n"
    )


def test_json(run, studied, file):
    run("notes", cwd=studied)
    file.write_text(NEW.replace("Twice two? | |", "Twice two? | 4 |").replace("Half of two? | |", "Why? | so |"))

    code, stdout, stderr = run("notes", "--json", cwd=studied)

    assert (code, stderr) == (0, "")
    assert json.loads(stdout) == {
        "version": 1,
        "lesson": "doubling",
        "file": str(file),
        "new": False,
        "page": None,
        "written": 1,
        "rows": [
            {"cue": "Twice two?", "yours": "4", "ours": "Four", "in_file": True},
            {"cue": "What is `a | b`?", "yours": "", "ours": None, "in_file": True},
            {"cue": "Half of two?", "yours": "", "ours": None, "in_file": False},
        ],
        "own": [{"cue": "Why?", "yours": "so"}],
        "summary": {"yours": "", "ours": None},
    }


def test_rows_of_their_own_are_cards_that_follow_the_file(run, studied, file):
    run("notes", cwd=studied)
    file.write_text(NEW + "\n| Why? | so |\n")
    run("notes", cwd=studied)
    run("notes", cwd=studied)
    assert own_cards(studied) == [("Why?", "so", 1.0, 0)]

    file.write_text(NEW + "\n| Why? | because |\n| How? | thus |\n")
    run("notes", cwd=studied)
    assert own_cards(studied) == [("Why?", "because", 1.0, 0), ("How?", "thus", 1.0, 0)]

    file.write_text(NEW)
    run("notes", cwd=studied)
    assert own_cards(studied) == [("Why?", "because", 1.0, 1), ("How?", "thus", 1.0, 1)]


ODD = {
    "empty": b"",
    "rearranged": NEW.replace("| Twice two? | |\n", "").encode() + b"\r\n| Twice two? | 4 |",
    "no table": b"# Mine\n\nI write as I like.",
    "a table of another kind": b"a | b | c\n--|---|--\n1 | 2 | 3\n",
    "a byte order mark": b"\xef\xbb\xbf" + NEW.encode(),
    "escapes": b"| \x1b[31mred | \x00 |\n",
    "a fence that is open": b"```\n" + NEW.encode(),
    "HTML": b"<table><tr><td>Twice two?</td></tr></table>\n<!--\n" + NEW.encode(),
    "long": b"| x | " + b"y " * 90_000 + b"|\n",
    "many rows": b"| x1 | y |\n" * 2_000,
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_what_they_wrote_stays_as_it_is(run, studied, file, content):
    file.parent.mkdir()
    file.write_bytes(content)

    for options in ([], ["--ours"], ["--json"], ["--html"]):
        code, stdout, stderr = run("notes", *options, cwd=studied)
        assert (code, stderr, "\x1b" in stdout) == (0, "", False)

    assert file.read_bytes() == content
    assert sorted(path.name for path in file.parent.iterdir()) == ["doubling.html", "doubling.md"]


def test_a_file_that_another_program_writes_meanwhile_is_seen_whole_and_kept(run, studied, file):
    """A writer that replaces the file again and again, as editors do."""
    import subprocess
    import sys

    run("notes", cwd=studied)
    script = (
        "import os, sys\n"
        "path, number = sys.argv[1], 0\n"
        "while True:\n"
        "    number += 1\n"
        "    with open(path + '.new', 'w') as file:\n"
        "        file.write(f'| Twice two? | {number} {number} |\\n')\n"
        "    os.replace(path + '.new', path)\n"
        "    if number == 10: print('ready', flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(file)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        answers = [run("notes", "--json", cwd=studied) for _ in range(3)]
        writer.kill()

    notes = [json.loads(stdout)["rows"][0]["yours"].split() for _, stdout, _ in answers]
    assert [one == other for one, other in notes] == [True] * 3
    assert file.read_text().startswith("| Twice two? | ")


@pytest.mark.parametrize("options", [[], ["--html"]])
def test_a_folder_that_is_a_file(run, studied, options):
    (studied / "notes").write_text("mine")

    assert run("notes", *options, cwd=studied) == (
        2,
        "",
        f"error: `{studied}/notes` is no folder\n\n"
        "hint: move it elsewhere, then run the command again: it makes a folder\n",
    )
    assert (studied / "notes").read_text() == "mine"


def test_an_unknown_lesson(run, studied):
    assert run("notes", "doublin", cwd=studied) == (
        2,
        "",
        "error: No lesson named `doublin`\n\nhint: did you mean `doubling`?\n",
    )
    assert not (studied / "notes").exists()


def test_in_the_folder_of_notes_the_current_exercise_is_meant(run, studied, file, right):
    run("notes", cwd=studied)
    (studied / "double" / "main.py").write_text(right)

    code, stdout, stderr = run("check", cwd=file.parent)

    assert (code, stderr) == (0, "")
    assert "double" in stdout
    assert run("notes", cwd=file.parent)[1].splitlines()[2] == "`doubling.md`, 0 of 3 notes written"


# the page


class Page(HTMLParser):
    """Whether what is opened is closed, and what stands in the rows of the table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.cells: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag in ("th", "td"):
            self.cells.append("")
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"th", "td"} & {*self.open}:
            self.cells[-1] += data


def test_a_page_to_be_printed(run, studied, file):
    run("notes", cwd=studied)
    file.write_text(
        NEW.replace("Twice two? | |", "Twice two? | `2 < 3`<br>and <script>alert(1)</script> |").replace(
            "*The lesson", "[x](javascript:alert(1)) ![x](http://example.com/x.png) *The lesson"
        )
        + "\n| Why **so**? | & so |\n"
    )

    code, stdout, stderr = run("notes", "--html", cwd=studied)

    assert (code, stderr) == (0, "")
    assert stdout.endswith("\n`notes/doubling.html` is the page to be printed: open it in a browser.\n")
    html = file.with_suffix(".html").read_text()
    page = Page(html)
    assert page.open == []
    assert page.tags & {"script", "img", "link", "iframe"} == set()
    assert [" ".join(cell.split()) for cell in page.cells] == [
        *("Twice two?", "2 < 3and <script>alert(1)</script> ours: Four"),
        *("What is a | b?", ""),
        *("Half of two?", ""),
        *("Why so?", "& so"),
    ]
    assert "<code>2 &lt; 3</code><br>and &lt;script&gt;" in html
    assert 'href="javascript' not in html


def test_a_page_with_ours(run, studied, file):
    run("notes", "--html", "--ours", cwd=studied)

    html = file.with_suffix(".html").read_text()
    assert "<code>a</code> and <code>b</code>" in html
    assert '<div class="ours"><b>ours:</b> Four.</div>' in html


def test_a_page_that_was_changed_stays(run, studied, file):
    page = file.with_suffix(".html")
    run("notes", "--html", cwd=studied)
    assert run("notes", "--html", cwd=studied)[0] == 0
    page.write_text("mine")

    assert run("notes", "--html", cwd=studied) == (
        2,
        "",
        f"error: `{page}` was not written by `learnfastapi`, or was changed since\n\n"
        "hint: move it elsewhere, then run the command again\n",
    )
    assert page.read_text() == "mine"
