"""Bare starters: chosen for a workspace, put down with what is begun, and never changed below an answer."""

from dataclasses import replace

import pytest

from learnfastapi.progress import begin, choose_starters, is_begun_bare, reset, undo, upgrade

WHOLE = '"""A service."""\n\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n# TODO 1\n'
BARE = "from fastapi import FastAPI\n\napp = FastAPI()\n"
MINE = f"{BARE}\n\n# done\n"


@pytest.fixture
def main(workspace, exercise):
    """The answer, in a workspace that has no other file of the exercise yet."""
    (exercise.starter / "main.py").write_text(WHOLE)
    (exercise.starter / "app/db.py").unlink()
    folder = workspace.answer_folder("it")
    (folder / "app/db.py").unlink()
    (folder / "main.py").unlink()
    return folder / "main.py"


@pytest.mark.parametrize(("choices", "text"), [([], WHOLE), ([True], BARE), ([True, False], WHOLE)])
def test_begin_puts_down_what_was_chosen(workspace, progress, exercise, main, choices, text):
    for choice in choices:
        choose_starters(progress, bare=choice)

    begin(workspace, progress, exercise)

    assert main.read_text() == text
    assert is_begun_bare(progress, exercise) is (text == BARE)


def test_starter_that_the_task_is_about_stays(workspace, progress, exercise, main):
    choose_starters(progress, bare=True)

    begin(workspace, progress, replace(exercise, kind="mend"))

    assert main.read_text() == WHOLE
    assert not is_begun_bare(progress, exercise)


@pytest.mark.parametrize(("first", "text"), [(True, BARE), (False, WHOLE)])
def test_other_choice_leaves_what_was_begun(workspace, progress, exercise, main, first, text):
    choose_starters(progress, bare=first)
    begin(workspace, progress, exercise)

    choose_starters(progress, bare=not first)
    found = [begin(workspace, progress, exercise), upgrade(workspace, progress, exercise)]

    assert found == [None, None]
    assert main.read_text() == text


def test_answers_of_before_the_choice_are_no_bare_ones(workspace, progress, exercise, main):
    main.write_text(MINE)
    choose_starters(progress, bare=True)

    begin(workspace, progress, exercise)

    assert main.read_text() == MINE
    assert not is_begun_bare(progress, exercise)


def test_new_version_of_a_starter_is_no_concern_of_a_bare_one(workspace, progress, exercise, main):
    choose_starters(progress, bare=True)
    begin(workspace, progress, exercise)
    main.write_text(MINE)

    (exercise.starter / "main.py").write_text(f"{WHOLE}# TODO 2\n")

    assert upgrade(workspace, progress, exercise) is None
    assert main.read_text() == MINE


def test_new_version_of_the_app_comes_beside_what_began_bare(workspace, progress, exercise, main):
    choose_starters(progress, bare=True)
    begin(workspace, progress, exercise)
    main.write_text(MINE)

    found = upgrade(workspace, progress, replace(exercise, app="main:api"))

    assert found.beside == {"main.py": "main.py.new"}
    assert main.read_text() == MINE
    assert main.with_name("main.py.new").read_text() == BARE.replace("app =", "api =")


def test_new_file_of_data_comes_to_a_bare_starter_too(workspace, progress, exercise, main):
    choose_starters(progress, bare=True)
    begin(workspace, progress, exercise)

    (exercise.starter / "stops.json").write_text("[214]")

    assert upgrade(workspace, progress, exercise).added == ("stops.json",)
    assert main.read_text() == BARE


def test_exercise_that_became_one_to_mend_stays_as_it_was_begun(workspace, progress, exercise, main):
    choose_starters(progress, bare=True)
    begin(workspace, progress, exercise)
    main.write_text(MINE)
    mend = replace(exercise, kind="mend")

    assert upgrade(workspace, progress, mend) is None
    assert main.read_text() == MINE

    reset(workspace, progress, mend)

    assert main.read_text() == WHOLE


@pytest.mark.parametrize(("then", "text"), [(True, BARE), (False, WHOLE)])
def test_reset_begins_again_with_the_choice_of_now(workspace, progress, exercise, main, then, text):
    choose_starters(progress, bare=not then)
    begin(workspace, progress, exercise)
    main.write_text(MINE)

    choose_starters(progress, bare=then)
    reset(workspace, progress, exercise)

    assert main.read_text() == text
    assert upgrade(workspace, progress, exercise) is None
    assert main.read_text() == text


def test_undo_of_a_reset_to_another_starter_brings_the_answer_back(workspace, progress, exercise, main):
    begin(workspace, progress, exercise)
    main.write_text(MINE)
    choose_starters(progress, bare=True)
    reset(workspace, progress, exercise)

    undo(workspace, progress, exercise)

    assert upgrade(workspace, progress, exercise) is None
    assert main.read_text() == MINE


def test_folder_that_was_taken_away_is_begun_anew(workspace, progress, exercise, main):
    begin(workspace, progress, exercise)
    main.unlink()
    choose_starters(progress, bare=True)

    begin(workspace, progress, exercise)

    assert main.read_text() == BARE
