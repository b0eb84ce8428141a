"""Changes that are not made."""

import pytest

from grader.author.mutants import Kind

COMMIT, WRITE = Kind.COMMIT, Kind.WRITE
CASES = {
    "commit": ("db.commit()\ndb.refresh(todo)", [COMMIT]),
    "commit that is awaited": ("await db.commit()", [COMMIT]),
    "flush": ("db.flush()\nprint(todo.id)\ndb.commit()", [COMMIT, COMMIT]),
    "flush that the commit does anyway": ("await db.flush()\nawait db.commit()", [COMMIT]),
    "into a store": ("todos[1] = todo", [WRITE]),
    "out of a store": ("del todos[1]\ntodos.pop(1)\ntodo = todos.pop(2)", [WRITE, WRITE]),
    "methods": ("todos.append(1)\nawait db.delete(todo)\nsetattr(todo, name, 1)\nprint(1)\ntodos.copy()", [WRITE] * 3),
    "an attribute": ("todo.done = True\ntodo.times += 1\nname = 1", [WRITE, WRITE]),
    "a number of the module's": ("global given\ngiven += 1\nother = 1", [WRITE]),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_writes(changes, source, expected):
    body = source.replace("\n", "\n    ")

    assert changes(f"async def f():\n    {body}\n", COMMIT, WRITE) == [(kind, "pass") for kind in expected]


def test_what_there_is_from_the_beginning_stays(changes):
    source = "todos = {}\ntodos[1] = 2\n\nclass Board:\n    def __init__(self):\n        self.todos = {}\n"

    assert changes(source, COMMIT, WRITE) == []
