"""`hint` and `solution` as data, and plainly."""

import json

import pytest


def test_hints_one_after_the_other_then_the_lines_to_put_in_order(run, workspace):
    found = [json.loads(run("hint", "--json", cwd=workspace)[1]) for _ in range(2)]

    assert found[0] == {
        "version": 1,
        "exercise": "double",
        "requirement": {"number": 1, "text": "`GET /double/{number}` answers 200 and twice the number."},
        "hint": "What is twice a number?",
        "lines": None,
    }
    assert found[1]["hint"] is None
    assert sorted(found[1]["lines"]) == sorted(
        [
            '@app.get("/double/{number}")',
            "def double(number: int) -> dict[str, int]:",
            '    return {"double": 2 * number}',
        ]
    )


def test_a_solution_as_data_asks_nothing(run, workspace, right):
    refused = run("solution", "--json", cwd=workspace)
    code, out, _ = run("solution", "--json", "--give-up", cwd=workspace)

    assert refused[0] == 2
    assert code == 0
    assert json.loads(out)["files"] == {"main.py": right}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["hint", "--json", "--order", "1 2"], "`--json` and `--order` do not go together"),
        (["solution", "--json", "--diff"], "`--json` and `--diff` do not go together"),
        (["solution", "--json", "--requirement", "1"], "`--json` and `--requirement` do not go together"),
    ],
)
def test_options_that_do_not_go_together(run, workspace, arguments, message):
    code, out, err = run(*arguments, cwd=workspace)

    assert (code, out) == (2, "")
    assert err.startswith(f"error: {message}\n\nhint: ")


@pytest.mark.parametrize("arguments", [["hint"], ["solution", "--give-up"]])
def test_plain_has_no_signs(run, workspace, arguments):
    code, out, _ = run(*arguments, "--plain", cwd=workspace)

    assert code == 0
    assert not {"━", "─", "•", "│", "…"} & set(out)
