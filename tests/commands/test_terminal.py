"""On a terminal the program asks: before it shows a solution, and before it goes on."""

import pytest


@pytest.mark.parametrize(
    ("keys", "code", "state"),
    [
        ("n\n", 2, "started"),
        ("\n", 2, "started"),
        ("\x04", 130, "started"),
        ("\x03", 130, "started"),
        ("y\n", 0, "given up"),
    ],
    ids=["n", "Enter", "Ctrl-D", "Ctrl-C", "y"],
)
def test_solution_is_shown_only_to_who_says_yes(run, terminal, workspace, keys, code, state):
    shown = terminal("solution", cwd=workspace)
    shown.await_text("Give up and see the solution? [y/N]: ")
    shown.type(keys)
    if keys == "\x03":
        # Between the question and the reading of the answer Python only notes it, as people find who type it again.
        shown.type_until_it_ends(keys)

    assert shown.end() == code
    assert ("pong" in shown.text, "Traceback" in shown.text) == (code == 0, False)
    assert f"    → double  Doubling  {state}, current\n" in run("list", cwd=workspace)[1]


def test_yes_without_a_terminal_is_no_answer(run, workspace):
    code, stdout, stderr = run("solution", cwd=workspace, input="y\n")

    assert (code, stdout) == (2, "")
    assert stderr.startswith("error: You have not passed `double` yet\n")


def test_enter_goes_on_with_the_next_part_and_q_stops(run, terminal, new_workspace):
    assert run("study", "light", cwd=new_workspace)[0] == 0
    shown = terminal("next", cwd=new_workspace)
    shown.await_text("[Enter] goes on now, q stops here: ")
    shown.type("\n")
    shown.await_text("Twice.")
    shown.type("q\n")

    assert shown.end() == 0
    assert run("next", cwd=new_workspace)[1].startswith("Core\n")
