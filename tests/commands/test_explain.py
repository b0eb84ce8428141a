"""`explain`: kept at once, compared with the key points, and what was left out is asked again."""

import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

TASK = """\
Your neighbour counts on fingers. Tell them what doubling is. You have it if you said:

- it takes a number
- it adds the number to itself
- `2 * n` is the same
"""
POINTS = " 1. it takes a number\n 2. it adds the number to itself\n 3. `2 * n` is the same\n"
ASKED = "Explain it: Doubling\n\nYour neighbour counts on fingers. Tell them what doubling is.\n"
KEPT = "Your explanation is kept: `learnfastapi explain doubling --earlier` shows it."
EMPTY = "The explanation is empty, so nothing was kept\n\nhint: `learnfastapi explain doubling` asks again\n"


@pytest.fixture
def command(dated_command) -> list[str]:
    """All on one day."""
    return [*dated_command, "0"]


@pytest.fixture
def studied(run, copied_course: Path, tmp_path: Path) -> Path:
    """A workspace of a course whose lesson has a task with three key points."""
    lesson = copied_course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("### Explain it\nExplain.\n", f"### Explain it\n{TASK}"))
    assert run("start", "w", "--course", "course")[0] == 0
    return tmp_path / "w"


@pytest.fixture
def draft(studied: Path) -> Path:
    return studied / ".learnfastapi" / "drafts" / "doubling.md"


@pytest.fixture
def explain(run, studied):
    """Run it, standard input given."""
    return lambda *arguments, **more: run("explain", *arguments, cwd=studied, **more)


@pytest.fixture
def kept(explain):
    """The texts of all explanations, and for each what was said of its points."""

    def read() -> list[tuple[str, list[bool | None]]]:
        found = json.loads(explain("--json")[1])
        return [(each["text"], [point["said"] for point in each["points"]]) for each in found["explanations"]]

    return read


def cards(workspace: Path) -> list[tuple[object, ...]]:
    """Back, days until it is asked, and reviews, of every key point that is a card."""
    with sqlite3.connect(workspace / ".learnfastapi" / "progress.sqlite3") as connection:
        return connection.execute(
            "SELECT back, julianday(due) - julianday(added), reviews FROM cards WHERE kind = 'point' ORDER BY id"
        ).fetchall()


def undated(text: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-11-24 20:15", text)


# without a terminal


def test_from_standard_input(explain, kept, studied):
    assert explain(input="  Twice is\n\ntwo times. \n") == (
        0,
        ASKED
        + f"\n{KEPT}\n\nThese are the key points. Which did you say?\n\n"
        + POINTS
        + '\n`learnfastapi explain doubling --said "1 2"` keeps that you said 1 and 2, and left out the others.\n',
        "",
    )
    assert kept() == [("Twice is\n\ntwo times.", [None, None, None])]
    assert cards(studied) == []


def test_points_that_were_left_out_become_cards(explain, kept, studied):
    explain(input="It takes a number.")

    assert explain("doubling", "--said", "1", "--plain") == (
        0,
        " 1. said      it takes a number\n"
        " 2. left out  it adds the number to itself\n"
        " 3. left out  `2 * n` is the same\n"
        "\n"
        "You said 1 of 3 points. What you left out is a card: `learnfastapi review` asks it from tomorrow on.\n",
        "",
    )
    assert kept() == [("It takes a number.", [True, False, False])]
    assert cards(studied) == [("it adds the number to itself", 1.0, 1), ("`2 * n` is the same", 1.0, 1)]


def test_ticking_off_again_makes_no_card_twice(explain, kept, studied):
    explain(input="It takes a number.")
    explain("--said", "1 2")
    explain("--said", "1 2")
    assert cards(studied) == [("`2 * n` is the same", 1.0, 1)]

    code, stdout, _ = explain("--said", "3")

    assert (code, stdout.splitlines()[-1]) == (
        0,
        "Cards of these points are put away, unless you were asked them since.",
    )
    assert kept() == [("It takes a number.", [False, False, True])]
    assert [back for back, _, _ in cards(studied)] == [
        "`2 * n` is the same",
        "it takes a number",
        "it adds the number to itself",
    ]


def test_a_later_explanation_that_leaves_it_out_again_counts_again(explain, studied):
    for _ in range(2):
        explain(input="It takes a number.")
        explain("--said", "1 2")

    assert [(back, reviews) for back, _, reviews in cards(studied)] == [("`2 * n` is the same", 2)]


def test_a_long_point_is_wrapped_beside_its_number(explain, copied_course):
    lesson = copied_course / "lessons" / "doubling.md"
    long = "it takes a number, whichever it is, and gives back a number that is as far from it as it is from zero"
    lesson.write_text(lesson.read_text().replace("it takes a number", long))
    explain(input="x")

    assert explain("--said", "none")[1].splitlines()[:2] == [
        " 1. left out  it takes a number, whichever it is, and gives back a number that",
        "              is as far from it as it is from zero",
    ]


def test_all_and_none(explain, kept, studied):
    explain(input="All of it.")
    assert explain("--said", "all")[1].endswith("\n\nYou said 3 of 3 points.\n")
    assert cards(studied) == []

    explain(input="Nothing.")
    explain("--said", "none")
    assert kept() == [("All of it.", [True] * 3), ("Nothing.", [False] * 3)]
    assert len(cards(studied)) == 3


def test_a_point_that_the_course_changed_is_open_again(explain, kept, copied_course):
    explain(input="It takes a number.")
    explain("--said", "1 2")
    lesson = copied_course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("- it takes a number\n", "- it takes any number\n"))

    assert kept() == [("It takes a number.", [None, True, False])]


def test_earlier_explanations_stand_below_each_other(explain):
    explain(input="First.\n")
    explain("--said", "1 3")

    stdout = explain(input="Second, `2 * n`, in a line that is longer than eighty columns, so that it has to be cut.")[
        1
    ]

    shown = "2026-11-24 20:15, 2 of 3 points\n  First.\n\n2026-11-24 20:15\n"
    shown += "  Second, `2 * n`, in a line that is longer than eighty columns, so that it has\n  to be cut.\n"
    assert undated(stdout).endswith(f"left out the others.\n\n{shown}")
    assert undated(explain("--earlier")[1]) == shown


def test_and_beside_each_other_where_there_is_room(explain):
    long = "is a line that is too long for a column of half the width."
    for text in ("One.", f"Two {long}", f"Three {long}\n\nIt has two paragraphs."):
        explain(input=text)

    assert undated(explain("--earlier", COLUMNS="120")[1]) == (
        "2026-11-24 20:15\n"
        "  One.\n"
        "\n"
        "2026-11-24 20:15                                   2026-11-24 20:15\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "Two is a line that is too long for a column of     Three is a line that is too long for a column of\n"
        "half the width.                                    half the width.\n"
        "\n"
        "                                                   It has two paragraphs.\n"
    )
    assert undated(explain("--earlier", "--plain", COLUMNS="120")[1]).count("\n\n") == 3


def test_nothing_earlier(explain):
    said = "You have not explained `doubling` yet. `learnfastapi explain doubling` asks for it.\n"
    assert explain("--earlier") == (0, said, "")


def test_json(explain):
    explain(input="Größe\x1b[31m")

    code, stdout, stderr = explain("--said", "2", "--json")

    assert (code, stderr) == (0, "")
    found = json.loads(stdout)
    assert found["explanations"][0].pop("at").endswith("+00:00")
    assert found == {
        "version": 1,
        "lesson": "doubling",
        "task": "Your neighbour counts on fingers. Tell them what doubling is.",
        "points": ["it takes a number", "it adds the number to itself", "`2 * n` is the same"],
        "explanations": [
            {
                "text": "Größe\x1b[31m",
                "points": [
                    {"number": 1, "said": False},
                    {"number": 2, "said": True},
                    {"number": 3, "said": False},
                ],
            }
        ],
    }


def test_what_a_learner_wrote_cannot_steer_the_terminal(explain):
    explain(input="\x1b[31m red")

    assert "\x1b" not in explain("--earlier")[1]


def test_standard_input_that_is_no_text(run_shell, explain, kept, studied):
    code, _, stderr = run_shell(f"cd {studied} && printf 'a\\xff\\x00b' | $PROGRAM explain")

    assert (code, stderr) == (0, "")
    assert kept()[0][0] == "a\ufffd\x00b"


def test_standard_input_without_an_end(run_shell, kept, studied):
    code, _, stderr = run_shell(f"cd {studied} && yes | $PROGRAM explain")

    assert (code, stderr) == (
        2,
        "error: The explanation has more than 100000 characters\n\nhint: give a shorter one\n",
    )
    assert kept() == []


@pytest.mark.parametrize("closed", ["< /dev/null", "<&-"])
def test_no_standard_input(run_shell, kept, studied, closed):
    code, _, stderr = run_shell(f"cd {studied} && $PROGRAM explain {closed}")

    assert (code, stderr) == (2, f"error: {EMPTY}")
    assert kept() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--said", "1"],
            "You have not explained `doubling` yet\n\nhint: `learnfastapi explain doubling` asks for it\n",
        ),
        (["--said", "1", "--editor"], "`--editor` and `--said` cannot be used together\n\nhint: give one of them\n"),
        (["--editor", "--json"], "`--editor` and `--json` cannot be used together\n\nhint: give one of them\n"),
        (["doublin"], "No lesson named `doublin`\n\nhint: did you mean `doubling`?\n"),
    ],
)
def test_wrong_input(explain, arguments, message):
    assert explain(*arguments, input="x") == (2, "", f"error: {message}")


def test_points_that_there_are_not(explain, kept):
    explain(input="x")

    assert explain("--said", "1 4") == (
        2,
        "",
        "error: `1 4` does not say which points: there are 3 points\n\n"
        'hint: give their numbers, such as `--said "1 3"`, or `all`, or `none`\n',
    )
    assert kept() == [("x", [None] * 3)]


def test_a_task_without_points(run, new_workspace):
    code, stdout, stderr = run("explain", cwd=new_workspace, input="Twice.")

    assert (code, stderr) == (0, "")
    assert stdout == f"Explain it: Doubling\n\nExplain.\n\n{KEPT}\n"


# on a terminal


@pytest.mark.parametrize("end", [".\n", "\x04"], ids=["dot", "Ctrl-D"])
def test_typed_and_ticked_off(terminal, kept, studied, end):
    shown = terminal("explain", cwd=studied, NO_COLOR="1")
    shown.await_text("ends it, or Ctrl-D.")
    shown.type(f"It takes a number.\n\n  Then twice.\n{end}")
    shown.await_text("Point 1 of 3")
    shown.type("y\n")
    shown.await_text("Point 2 of 3")
    shown.type("perhaps\n")
    shown.await_text("Type `y` or `n`.")
    shown.type("No\n")
    shown.await_text("Point 3 of 3")
    shown.type("yes\n")

    assert shown.end() == 0
    assert "You said 2 of 3 points." in shown.text
    assert kept() == [("It takes a number.\n\n  Then twice.", [True, False, True])]
    assert cards(studied) == [("it adds the number to itself", 1.0, 1)]


def test_the_points_are_not_shown_before_the_explanation_is_kept(terminal, kept, studied):
    shown = terminal("explain", cwd=studied)
    shown.await_text("or Ctrl-D.")
    assert "it takes a number" not in shown.text
    shown.type("Twice.\n.\n")
    shown.await_text("Did you say it? [y/n]")

    assert "it takes a number" in shown.text
    assert kept() == [("Twice.", [None] * 3)]


@pytest.mark.parametrize(("keys", "code"), [("\x04", 0), ("\x03", 130)], ids=["Ctrl-D", "Ctrl-C"])
def test_what_was_ticked_off_before_the_end_is_kept(terminal, kept, studied, keys, code):
    shown = terminal("explain", cwd=studied)
    shown.await_text("or Ctrl-D.")
    shown.type("Twice.\n.\n")
    shown.await_text("Point 1 of 3")
    shown.type("n\n")
    shown.await_text("Point 2 of 3")
    shown.await_text("[y/n]")
    shown.type_until_it_ends(keys)

    assert shown.process.wait() == code
    assert kept() == [("Twice.", [False, None, None])]
    assert cards(studied) == [("it takes a number", 1.0, 1)]
    assert ("You stopped at point 2." in shown.text) == (code == 0)


def test_an_empty_explanation(terminal, kept, studied):
    shown = terminal("explain", cwd=studied)
    shown.await_text("or Ctrl-D.")
    shown.type("  \n\n.\n")

    assert shown.end() == 2
    assert "The explanation is empty, so nothing was kept" in shown.text
    assert kept() == []


def test_ctrl_c_keeps_what_was_typed_as_a_draft(terminal, explain, kept, studied, draft):
    shown = terminal("explain", cwd=studied, NO_COLOR="1")
    shown.await_text("or Ctrl-D.")
    shown.type("One line.\nHalf")
    shown.await_text("Half")
    shown.type_until_it_ends("\x03")

    assert shown.process.wait() == 130
    assert f"What you wrote is in `{draft}`" in shown.text.replace("\n", "")
    assert draft.read_text() == "One line.\n"
    assert kept() == []

    assert explain("--editor", EDITOR="true")[0] == 0
    assert kept() == [("One line.", [None] * 3)]
    assert not draft.exists()


def test_what_cannot_be_kept_is_a_draft(explain, kept, studied, draft):
    explain(input="First.")
    with closing(sqlite3.connect(studied / ".learnfastapi" / "progress.sqlite3")) as connection:
        connection.execute("ALTER TABLE explanations RENAME TO elsewhere")
        code, _, stderr = explain(input="Second.")
        connection.execute("ALTER TABLE elsewhere RENAME TO explanations")
    assert code == 2
    assert stderr.startswith(
        f"\nWhat you wrote is in `{draft}`; `learnfastapi explain doubling --editor` goes on with it.\n\nerror: "
    )
    assert draft.read_text() == "Second.\n"

    explain("--editor", EDITOR="true")
    assert [text for text, _ in kept()] == ["First.", "Second."]


def test_drafts_are_put_below_each_other(terminal, studied, draft):
    for line in ("One.", "Two."):
        shown = terminal("explain", cwd=studied)
        shown.await_text("or Ctrl-D.")
        shown.type(f"{line}\nHalf")
        shown.await_text("Half")
        shown.type_until_it_ends("\x03")
        assert shown.process.wait() == 130

    assert draft.read_text() == "One.\n\n\nTwo.\n"


# in an editor


@pytest.fixture
def editor(tmp_path: Path) -> str:
    """A program that writes `Twice, by hand.` to the end of the file that it is given, and ends as it is told."""
    script = tmp_path / "an editor.py"
    script.write_text(
        "import os, pathlib, sys\n"
        "path = pathlib.Path(sys.argv[2])\n"
        "path.write_bytes(path.read_bytes() + os.fsencode(os.environ.get('TEXT', 'Twice, by hand.')))\n"
        "sys.exit(int(sys.argv[1]))\n"
    )
    return f"{sys.executable} '{script}'"


def test_written_in_an_editor(explain, kept, draft, editor):
    code, stdout, stderr = explain("--editor", VISUAL=f"{editor} 0", EDITOR="false")

    assert (code, stderr) == (0, "")
    assert "Your explanation is kept: " in stdout
    assert kept() == [("Twice, by hand.", [None] * 3)]
    assert not draft.exists()


def test_the_editor_shows_the_task_and_not_the_points(explain, draft, tmp_path):
    explain("--editor", EDITOR=f"{sys.executable} -c 'import sys; sys.exit(1)'")

    assert draft.read_text() == (
        "<!-- learnfastapi: write below this comment, save, and close the editor.\n\n"
        "Your neighbour counts on fingers. Tell them what doubling is.\n-->\n\n"
    )


def test_an_editor_that_fails_loses_nothing(explain, kept, draft, editor):
    assert explain("--editor", EDITOR=f"{editor} 3")[2] == (
        f"error: The editor `{sys.executable}` failed with 3, so nothing was kept\n\n"
        f"hint: what you wrote is in `{draft}`, and the same command goes on with it\n"
    )
    assert kept() == []

    assert explain("--editor", EDITOR=f"{editor} 0", TEXT=" And more.")[0] == 0
    assert kept() == [("Twice, by hand. And more.", [None] * 3)]


@pytest.mark.parametrize(
    ("editors", "message"),
    [
        ({}, "Neither `VISUAL` nor `EDITOR` names an editor\n\nhint: set one: `export EDITOR=nano`\n"),
        (
            {"EDITOR": "no-such-editor -w"},
            "The editor `no-such-editor` cannot be started: no such file or directory\n\n"
            "hint: name one that is there in `EDITOR`\n",
        ),
        (
            {"EDITOR": "/"},
            "The editor `/` cannot be started: permission denied\n\nhint: name one that is there in `EDITOR`\n",
        ),
        (
            {"VISUAL": "vim '"},
            "`VISUAL` cannot be read: `vim '` has an open quote\n\nhint: set it to a command: `export VISUAL=nano`\n",
        ),
        (
            {"EDITOR": "false"},
            "The editor `false` failed with 1, so nothing was kept\n\n"
            "hint: name another one in `EDITOR`, or explain without `--editor`\n",
        ),
        (
            {"EDITOR": "true"},
            "The explanation is empty, so nothing was kept\n\nhint: `learnfastapi explain doubling` asks again\n",
        ),
        (
            {"EDITOR": "rm"},
            "The explanation is empty, so nothing was kept\n\nhint: `learnfastapi explain doubling` asks again\n",
        ),
    ],
    ids=["none", "no such", "folder", "quote", "fails", "changes nothing", "deletes the file"],
)
def test_an_editor_that_brings_nothing(explain, kept, editors, message):
    code, _, stderr = explain("--editor", **editors)

    assert (code, stderr) == (2, f"error: {message}")
    assert kept() == []


def test_an_editor_that_leaves_no_text(explain, kept, draft, editor):
    assert explain("--editor", EDITOR=f"{editor} 0", TEXT="\udcff")[2] == (
        f"error: `{draft}` cannot be read as UTF-8, so nothing was kept\n\nhint: save it as UTF-8, then try again\n"
    )
    assert kept() == []
    assert draft.read_bytes().endswith(b"\xff")
