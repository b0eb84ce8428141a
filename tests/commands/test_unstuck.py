"""After the last hint: lines to be put in order, then `solution --requirement`. In the sample course."""

from datetime import UTC, datetime, timedelta
from operator import methodcaller

import pytest

from learnfastapi.progress import Progress
from learnfastapi.study.cards import CardKind
from learnfastapi.study.settings import Study
from learnfastapi.workspace import Workspace

REQUIREMENT = "Requirement 1\n\n`GET /double/{number}` answers 200 and twice the number.\n\n"
LINES = """\
@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": 2 * number}
"""
ASKS_WHY = """\

Why does it work? Your answer, in one line, is kept by
  `learnfastapi solution double --requirement 1 --why "…"`
"""
COMES_BACK = "In two days, `learnfastapi review` asks something like it.\n"
THEN = "Write them into your answer in your own way; `learnfastapi check double` grades it.\n"
LOOK_UP = "`learnfastapi solution double --requirement 1` shows its lines.\n"
# Again and again, because the end of input is lost while the terminal changes its mode for a question.
CTRL_D = methodcaller("type_until_it_ends", "\x04")


def typed(keys: str) -> methodcaller:
    return methodcaller("type", keys)


@pytest.fixture
def stuck(run, workspace):
    """A workspace where the only hint was taken."""
    assert run("hint", cwd=workspace)[0] == 0
    return workspace


@pytest.fixture
def progress(workspace):
    """What was kept there, read anew."""

    def read() -> Progress:
        return Progress.open(Workspace.find(workspace).progress_file, now=lambda: datetime.now(UTC))

    return read


def shown_numbers(text: str) -> str:
    """The right order, read from what `hint` shows."""
    rows = [line.split("  ", 1) for line in text.splitlines() if line[:1].isdigit()]
    wanted = LINES.splitlines()
    return " ".join(number for number, code in sorted(rows, key=lambda row: wanted.index(row[1])))


def test_right_order_is_told_so(run, stuck):
    order = shown_numbers(run("hint", cwd=stuck)[1])

    assert run("hint", "--order", order, cwd=stuck) == (0, f"Right. That is the order in the solution.\n\n{THEN}", "")


def test_wrong_order_says_how_far_it_is_right_and_no_more(run, stuck):
    right = shown_numbers(run("hint", cwd=stuck)[1]).split()
    wrong = " ".join([right[0], right[2], right[1]])

    result = run("hint", "double", "--order", wrong, cwd=stuck)

    assert result == (1, f"The first line is right, the next one is not.\n\n{LOOK_UP}", "")


@pytest.mark.parametrize(
    ("order", "message"),
    [
        ("", "The order is empty"),
        ("1 2", "Line `3` is missing in the order"),
        ("1 2 3 3", "Line `3` stands twice in the order"),
        ("1 2 4", "There is no line `4`"),
        ("1 2 three", "`three` is no number of a line"),
    ],
)
def test_malformed_order_is_refused(run, stuck, order, message):
    hint = "type each of the numbers 1 to 3 once, such as `1 2 3 …`"

    assert run("hint", "--order", order, cwd=stuck) == (2, "", f"error: {message}\n\nhint: {hint}\n")


def test_order_is_not_taken_before_the_last_hint(run, workspace):
    error = "error: Requirement 1 of `double` has a hint that you have not taken"
    hint = "hint: `learnfastapi hint double` gives it"

    assert run("hint", "--order", "1 2 3", cwd=workspace) == (2, "", f"{error}\n\n{hint}\n")


def test_terminal_asks_until_the_order_is_right(run, terminal, stuck):
    right = shown_numbers(run("hint", cwd=stuck)[1])
    shown = terminal("hint", cwd=stuck, NO_COLOR="1")
    for keys, answer in (
        ("1 2", "Line `3` is missing in the order."),
        (right[::-1], "The first line is not the right one."),
        (right, "Right. That is the order in the solution."),
    ):
        shown.await_text("(Enter stops): ")
        shown.text = ""
        shown.type(f"{keys}\n")
        shown.await_text(answer)

    assert shown.end() == 0
    assert " ".join(shown.text.split()).endswith(THEN.strip())


@pytest.mark.parametrize("answer", [typed("\n"), CTRL_D], ids=["Enter", "Ctrl-D"])
def test_terminal_lets_go_and_says_where_to_look(terminal, stuck, answer):
    shown = terminal("hint", cwd=stuck, NO_COLOR="1")
    shown.await_text("(Enter stops): ")
    answer(shown)

    assert shown.end() == 0
    assert shown.text.endswith(LOOK_UP)


def test_solution_of_a_requirement_comes_after_its_hints(run, stuck, progress):
    result = run("solution", "--requirement", "1", cwd=stuck)

    assert result == (0, f"{REQUIREMENT}{LINES}{ASKS_WHY}{COMES_BACK}", "")
    with progress() as kept:
        assert not kept.has_given_up("double")
        assert kept.study.explanations() == ()


def test_why_is_kept_in_one_line_and_a_variation_comes_in_two_days(run, stuck, progress):
    result = run("solution", "--requirement", "1", "--why", " 2 * \n number ", cwd=stuck)

    assert result == (0, f"{REQUIREMENT}{LINES}\nKept.\n{COMES_BACK}", "")
    with progress() as kept:
        [explanation] = kept.study.explanations("doubling")
        [card] = [card for card in kept.cards.of("doubling") if card.kind is CardKind.VARIATION]
    assert (explanation.about, explanation.text) == ("double/1", "2 * number")
    assert (card.front, card.due) == ("double/1", card.added + timedelta(days=2))


@pytest.mark.parametrize(
    ("answer", "kept"),
    [(typed("It doubles.\n"), ["It doubles."]), (typed("\n"), []), (CTRL_D, [])],
    ids=["line", "Enter", "Ctrl-D"],
)
def test_terminal_asks_why_once(terminal, stuck, progress, answer, kept):
    shown = terminal("solution", "--requirement", "1", cwd=stuck)
    shown.await_text("in your own words (Enter skips): ")
    answer(shown)

    assert shown.end() == 0
    assert ("Kept." in shown.text) == bool(kept)
    with progress() as read:
        assert [each.text for each in read.study.explanations()] == kept


def test_who_wants_no_studying_is_asked_nothing(terminal, stuck, progress):
    with progress() as kept:
        kept.study.choose(Study.OFF)

    shown = terminal("solution", "--requirement", "1", cwd=stuck)

    assert shown.end() == 0
    assert "return" in shown.text
    assert "Why" not in shown.text
    with progress() as kept:
        assert CardKind.VARIATION not in {card.kind for card in kept.cards.all()}


def test_pass_or_giving_up_opens_every_requirement(run, workspace, right):
    (workspace / "double" / "main.py").write_text(right)
    run("check", cwd=workspace)

    code, stdout, _ = run("solution", "--requirement", "1", cwd=workspace)

    assert (code, LINES in stdout) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (
            ["--requirement", "1"],
            "Requirement 1 of `double` has a hint that you have not taken",
            "`learnfastapi hint double` gives one for the first requirement that fails",
        ),
        (["--requirement", "3"], "`double` has no requirement `3`", "its requirements are 1 to 2"),
        (["--requirement", "0"], "`double` has no requirement `0`", "its requirements are 1 to 2"),
        (
            ["--requirement", "2", "--why", " "],
            "`--why` is empty",
            "leave it out, or say in one line why the lines work",
        ),
        (["--why", "so"], "`--why` belongs to one requirement", "add `--requirement` and its number"),
        (["--requirement", "2", "--diff"], "`--requirement` and `--diff` do not go together", "leave out `--diff`"),
        (
            ["--requirement", "2", "--give-up"],
            "`--requirement` and `--give-up` do not go together",
            "leave out `--give-up`",
        ),
    ],
)
def test_solution_of_a_requirement_is_refused(run, workspace, arguments, message, hint):
    assert run("solution", *arguments, cwd=workspace) == (2, "", f"error: {message}\n\nhint: {hint}\n")
