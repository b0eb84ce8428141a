"""A fault as it stands on the screen, of the sample course."""

from dataclasses import replace
from pathlib import Path

import pytest

from grader.answer import read_answer
from learnfastapi.render.console import make_console
from learnfastapi.render.study_fault import render_fault, render_found
from learnfastapi.study.fault import Fault, fault_in

SHOWN = """\
`main.py`

 1  from fastapi import FastAPI
 2
 3  app = FastAPI()
 4
 5
 6  @app.get("/ping")
 7  def ping() -> str:
 8      return "pong"
 9
10
11  @app.get("/double/{number}")
12  def double(number: int) -> dict[str, int]:
13      return {"double": 3 * number}

It passed. One line is wrong now, and this fails: Any number is doubled

  asked     GET /double/NN
"""
LONG = """\
`main.py`

     …
 60  @app.get("/double/{number}")
 61  def double(number: int) -> dict[str, int]:
 62      return {"double": 3 * number}
     …
"""


@pytest.fixture(scope="module")
def fault(sample_course) -> Fault:
    exercise = sample_course.exercises["double"]
    found = fault_in(exercise, read_answer(exercise.reference), requirement=1, seed=1, course="x")
    assert found is not None
    row = '    return {"double": 3 * number}'
    rows = (*found.rows[: found.line - 1], row, *found.rows[found.line :])
    return replace(found, rows=rows)


def printed(tmp_path: Path, render, fault: Fault, **options) -> str:
    with (tmp_path / "out").open("w", encoding="utf-8") as file:
        render(make_console(file, {"COLUMNS": "80"}), fault, **options)
    return (tmp_path / "out").read_text(encoding="utf-8")


def test_short_file_is_shown_whole_with_numbers_and_the_symptom(tmp_path, fault):
    text = printed(tmp_path, render_fault, fault)

    number = fault.symptom.exchange.request.url.rpartition("/")[2]
    assert text.startswith(SHOWN.replace("NN", number))
    assert "\n  answered  200 OK by `double`, main.py line 11\n" in text
    assert f'\n  expected  {{"double": {2 * int(number)}}}\n' in text


def test_of_a_long_file_only_what_has_to_do_with_it_is_shown(tmp_path, fault):
    rows = (*[""] * 59, *fault.rows[10:13], *[""] * 40)

    text = printed(tmp_path, render_fault, replace(fault, rows=rows, line=62, spans=((60, 62),)))

    assert text.startswith(LONG)


@pytest.mark.parametrize(("is_right", "first"), [(True, "Right: line 13."), (False, "It is line 13.")])
def test_line_is_shown_as_it_was(tmp_path, fault, is_right, first):
    text = printed(tmp_path, render_found, fault, is_right=is_right)

    assert text == (
        f'{first}\n  now       return {{"double": 3 * number}}\n  before    return {{"double": 2 * number}}\n'
    )


def test_plain_has_no_signs(tmp_path, fault):
    assert printed(tmp_path, render_fault, fault, plain=True).isascii()
