"""PUT that keeps, and PATCH that does not."""

import pytest

from grader.author.mutants import Kind

PUT, PATCH = Kind.PUT_AS_PATCH, Kind.PATCH_AS_PUT
BODY = "class Todo(BaseModel):\n    title: str\n    done: bool = False\n\n"
ROUTE = '@app.put("/{id}")\ndef put(id: int, todo: Todo):\n    '
CASES = {
    "a model made from the body": (
        "kept[id] = Kept(id=id, **todo.model_dump())",
        [(PUT, 'kept[id] = Kept(id=id, **kept[id].model_dump(exclude={"id"}) | todo.model_dump(exclude_unset=True))')],
    ),
    "a model made from nothing but the body": (
        "kept[id] = Kept(**todo.model_dump())",
        [(PUT, "kept[id] = Kept(**kept[id].model_dump() | todo.model_dump(exclude_unset=True))")],
    ),
    "a dict": (
        'kept[id] = {"id": id, **todo.model_dump(mode="json")}',
        [(PUT, 'kept[id] = {"id": id, **kept[id], **todo.model_dump(mode="json", exclude_unset=True)}')],
    ),
    "two dicts": (
        'kept[id] = {"id": id} | todo.model_dump()',
        [(PUT, 'kept[id] = {"id": id} | kept[id] | todo.model_dump(exclude_unset=True)')],
    ),
    "the body itself": (
        "kept[id] = todo",
        [(PUT, "kept[id] = kept[id].model_copy(update=todo.model_dump(exclude_unset=True))")],
    ),
    "what says what to change": (
        "kept[id].update(todo.model_dump())",
        [(PUT, "kept[id].update(todo.model_dump(exclude_unset=True))")],
    ),
    "one by one": (
        "for key, value in todo.model_dump().items():\n        setattr(kept[id], key, value)",
        [(PUT, "for key, value in todo.model_dump(exclude_unset=True).items():")],
    ),
    "what is no body": ("kept[id] = other", []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_put(changes, source, expected):
    assert changes(f"{BODY}{ROUTE}{source}\n", PUT, PATCH) == expected


def test_put_of_a_body_without_defaults_keeps_nothing(changes):
    source = f"class Todo(BaseModel):\n    title: str\n\n{ROUTE}kept[id] = todo\n"

    assert changes(source, PUT) == []


def test_patch(changes):
    source = "def patch(todo):\n    new = old.model_copy(update=todo.model_dump(exclude_unset=True))\n"

    assert changes(source, PUT, PATCH) == [(PATCH, "new = old.model_copy(update=todo.model_dump())")]
