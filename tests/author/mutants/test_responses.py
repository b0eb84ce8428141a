"""Models and filters of answers, dropped; only where that lets something out."""

import pytest

from grader.author.mutants import Kind

RESPONSE, FILTER, LEAKED = Kind.RESPONSE, Kind.FILTER, Kind.LEAKED
MODELS = """\
class User(BaseModel):
    name: str

class Stored(User):
    secret: str = Field(exclude={exclude})

users: dict[int, Stored] = {{}}
kept: dict[int, User] = {{}}

class Board:
    def add(self, name: str) -> User: ...
    def find(self, number: int): ...
    def __getitem__(self, number: int) -> User: ...
    def __iter__(self) -> Iterator[User]: ...

board = Board()
places: list[User | None] = []

def find(number: int) -> User: ...

"""
CASES = {
    "return type": ('@app.get("/")\ndef read(a: int) -> User:\n    return users[a]', [(RESPONSE, "def read(a: int):")]),
    "return type without parameters": (
        '@app.get("/")\nasync def read() -> list[User]:\n    return list(users.values())',
        [(RESPONSE, "async def read():")],
    ),
    "return type in lines of its own": (
        '@app.get("/")\ndef read(\n    a: Annotated[int, Path()] = 1,\n) -> User:\n    return users[a]',
        [(RESPONSE, "):")],
    ),
    "no model": ('@app.get("/")\ndef read() -> dict[str, int]:\n    return users', []),
    "no endpoint": ("def read() -> User:\n    return users[1]", []),
    "made as what it is": ('@app.get("/")\ndef read() -> User:\n    new = User(name="a")\n    return new', []),
    "found as what it is": ('@app.get("/")\nasync def read(a: int) -> User:\n    return find(a)', []),
    "kept as what it is": ('@app.get("/")\ndef read(a: int) -> User:\n    return kept[a]', []),
    "taken as what it is": ('@app.put("/")\ndef read(user: User) -> User:\n    return user', []),
    "perhaps there": ('@app.get("/")\ndef read(a: int) -> User:\n    user = kept.get(a)\n    return user', []),
    "a page of what it is": (
        '@app.get("/")\ndef read(a: int) -> list[User]:\n    return list(kept.values())[a : a + 2]',
        [],
    ),
    "chosen from what it is": (
        '@app.get("/")\ndef read() -> list[User]:\n    return [user for user in kept.values() if user.name]',
        [],
    ),
    "kept in an object, by a method": ('@app.post("/")\ndef add() -> User:\n    return board.add("a")', []),
    "kept in an object, by a key": ('@app.get("/")\ndef read(a: int) -> User:\n    return board[a]', []),
    "kept in an object, one by one": (
        '@app.get("/")\ndef read() -> list[User]:\n    return [user for place, user in enumerate(board) if place]',
        [],
    ),
    "kept in an object, and something else": (
        '@app.get("/")\ndef read(a: int) -> User:\n    return board.find(a)',
        [(RESPONSE, "def read(a: int):")],
    ),
    "kept in another file": ('@app.get("/")\ndef read(a: int) -> User:\n    return elsewhere[a]', []),
    "overruled by a response made by hand": (
        '@app.get("/", response_model=User)\ndef read():\n    return JSONResponse(users[1])',
        [],
    ),
    "chosen from what may be missing": (
        '@app.get("/")\ndef read() -> list[User]:\n    there = [user for user in places if user]\n    return there[1:]',
        [],
    ),
    "bound twice": (
        '@app.get("/")\ndef read() -> User:\n    new = User(name="a")\n    new = users[1]\n    return new',
        [(RESPONSE, "def read():")],
    ),
    "response_model": (
        '@app.get("/", response_model=User)\ndef read():\n    return users[1]',
        [(RESPONSE, '@app.get("/")')],
    ),
    "response_model over a return type": (
        '@app.get("/", response_model=User, tags=["a"])\ndef read() -> Stored:\n    return users[1]',
        [(RESPONSE, '@app.get("/", tags=["a"])')],
    ),
    "told twice": ('@app.get("/", response_model=User)\ndef read() -> User:\n    return users[1]', []),
    "filters": (
        '@app.get("/", response_model_exclude={"name"}, response_model_exclude_none=True)\ndef read() -> User:\n'
        "    return kept[1]",
        [
            (FILTER, '@app.get("/", response_model_exclude_none=True)'),
            (FILTER, '@app.get("/", response_model_exclude={"name"})'),
            (RESPONSE, "def read():"),
        ],
    ),
    "a filter that filters nothing": ('@app.get("/", response_model_exclude_none=False)\ndef read(): ...', []),
    "left out when dumped": (
        "def show(user):\n    return user.model_dump(exclude={'secret'}, mode='json')",
        [(LEAKED, "return user.model_dump(mode='json')")],
    ),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_responses(changes, source, expected):
    files = {"stores.py": "elsewhere: dict[int, User] = {}\n"}

    assert changes(f"{MODELS.format(exclude=False)}{source}\n", RESPONSE, FILTER, LEAKED, files=files) == expected


def test_a_field_that_is_always_left_out(changes):
    assert changes(MODELS.format(exclude=True), LEAKED) == [(LEAKED, "secret: str = Field()")]


def test_models_of_other_files_count(changes):
    source = '@app.get("/")\ndef read() -> User:\n    return users[1]\n'

    assert changes(source, RESPONSE, files={"models.py": MODELS.format(exclude=False)}) == [(RESPONSE, "def read():")]
