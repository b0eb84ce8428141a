"""The list of commands, which imports none of them."""

import subprocess
import sys
from importlib import import_module

import pytest

from learnfastapi.commands.app import _AUTHOR, _COMMANDS, _NEW, Table

LISTS = [([], _COMMANDS), (["author"], _AUTHOR), (["author", "new"], _NEW)]
ALL = [
    pytest.param([*group, name], example, id=" ".join([*group, name]))
    for group, table in LISTS
    for name, *_, example in table
]


@pytest.mark.parametrize(("group", "table"), LISTS, ids=["learnfastapi", "author", "new"])
def test_every_command_is_listed_in_whole_sentences(run, group: list[str], table: Table):
    code, out, _ = run(*group, "--help")

    assert code == 0
    listed = dict(line.split(maxsplit=1) for line in out.partition("Commands:\n")[2].splitlines() if line.strip())
    assert {name: listed[name] for name, *_ in table} == {name: summary for name, _, _, summary, _ in table}


@pytest.mark.parametrize(("arguments", "example"), ALL)
def test_every_command_has_its_help_with_an_example(run, arguments: list[str], example: str):
    code, out, _ = run(*arguments, "--help", COLUMNS="100")

    assert code == 0
    assert out.startswith(f"Usage: learnfastapi {' '.join(arguments)} ")
    assert f"Example: {example}" in " ".join(out.split())


@pytest.mark.parametrize("table", [_COMMANDS, _AUTHOR, _NEW], ids=["learnfastapi", "author", "new"])
def test_a_command_says_more_in_its_own_help(table: Table):
    functions = [getattr(import_module(f"learnfastapi.commands.{module}"), name) for _, module, name, *_ in table]

    assert all(function.__doc__ for function in functions)


def test_the_list_imports_no_command():
    code = (
        "import sys; from learnfastapi.commands.app import app_for; app_for([]);"
        " print(sorted(name for name in sys.modules if name.startswith('learnfastapi.commands.')))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "['learnfastapi.commands.app']\n"


def test_two_dashes_before_a_command_change_nothing(run, workspace):
    assert run("--", "list", cwd=workspace) == run("list", cwd=workspace)
    assert run("author", "--", "new", "--", "course", "--help") == run("author", "new", "course", "--help")
