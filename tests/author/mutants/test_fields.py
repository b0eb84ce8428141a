"""Names of what goes out and comes in."""

import pytest

from grader.author.mutants import Kind

MODEL = 'class Todo(BaseModel):\n    name: str\n\n@app.post("/")\ndef add(todo: Todo):\n    '
CASES = {
    "keys of what is returned": (
        "def f():\n    return {'a': {'b': x['c']}, **d, 1: 2}",
        ["return {'a_': {'b': x['c']}, **d, 1: 2}", "return {'a': {'b_': x['c']}, **d, 1: 2}"],
    ),
    "keys of what is bound first": (
        "def f():\n    a = {'b': 1} | c\n    d = {'e': 2}\n    return a",
        ["a = {'b_': 1} | c"],
    ),
    "keywords of dict": ("def f():\n    return dict(a=1)", ["return dict(a_=1)"]),
    "inside of a response": (
        'def f():\n    return JSONResponse({"a": 1}, 201)',
        ['return JSONResponse({"a_": 1}, 201)'],
    ),
    "names of headers": (
        'def f():\n    return Response({"a": 1}, headers={"b": "c"})',
        ['return Response({"a_": 1}, headers={"b": "c"})'],
    ),
    "a field with all that uses it": (
        f"{MODEL}new = Todo(name=todo.name, **other)\n    other(name=new.name())",
        ["name_: str / new = Todo(name_=todo.name_, **other)"],
    ),
    "of two models, where one is made from the other": (
        f"class Kept(BaseModel):\n    name: str\n\n{MODEL}return Kept(name=todo.name)",
        ["name_: str / name_: str / return Kept(name_=todo.name_)"],
    ),
    "a field with a validator": (
        MODEL.replace("\n\n@", "\n\n    @field_validator('name')\n    def check(cls, value): ...\n\n@") + "pass",
        ["name_: str / @field_validator('name_')"],
    ),
    "a model of a model": (
        "class Tag(BaseModel):\n    text: str\n\n"
        'class Todo(BaseModel):\n    tags: list[Tag]\n\n@app.get("/")\ndef f() -> Todo: ...',
        ["text_: str", "tags_: list[Tag]"],
    ),
    "a model that no request meets": ("class Todo(BaseModel):\n    name: str\n\nkept = Todo(name='a')", []),
    "an alias": (
        'class Todo(BaseModel):\n    name: str = Field(alias="Name")\n\n@app.get("/")\n'
        'def read(todo: Todo, token: str = Header(alias="X-Token")): ...',
        ['name: str = Field(alias="Name_")', 'def read(todo: Todo, token: str = Header(alias="X-Token_")): ...'],
    ),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_fields(changes, source, expected):
    assert changes(f"{source}\n", Kind.RENAMED) == [(Kind.RENAMED, line) for line in expected]
