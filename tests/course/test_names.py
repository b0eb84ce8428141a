"""Ids, and names that are nearly right."""

import pytest

from grader.course.names import is_id, suggestion


@pytest.mark.parametrize("name", ["lifespan", "path-parameters", "def-or-async", "oauth2-flow", "step-2"])
def test_is_id(name: str):
    assert is_id(name)


@pytest.mark.parametrize(
    "name", ["", "Path", "path_parameters", "path--x", "-path", "path-", "2-paths", "größe", "a b", "a\n"]
)
def test_is_no_id(name: str):
    assert not is_id(name)


def test_suggestion_names_the_nearest():
    assert suggestion("minutse", ["title", "minimum", "minutes"]) == "; did you mean `minutes`?"


def test_suggestion_where_nothing_is_near():
    assert suggestion("x", ["title", "minutes"]) == ""
