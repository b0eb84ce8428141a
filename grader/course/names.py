"""Names that people write: ids, which join lesson, exercise and solutions, and names of files."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import PurePosixPath

ID_SHAPE = "lower-case words and hyphens, such as `path-parameters`"
NOTES = "notes"
"""The folder beside a learner's answers that holds their notes."""

RESERVED_IDS = frozenset({NOTES})
"""No exercise may have one of these, because its answer would lie in that folder."""

RESERVED = "is where learners keep their notes"
"""Why not, after the id."""

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_id(name: str) -> bool:
    """Whether a name is made of lower-case words and hyphens. Words may hold digits, and the first begins with none."""
    return _ID.fullmatch(name) is not None


def is_inside(name: str) -> bool:
    """Whether a file's name, relative and with `/`, stays inside the folder that it is taken from."""
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def module_file(app: str) -> str:
    """`app.main:api` is in `app/main.py`."""
    return app.partition(":")[0].replace(".", "/") + ".py"


def suggestion(name: str, known: Iterable[str]) -> str:
    """The end of a sentence, `; did you mean …?`; "" if nothing known is near."""
    near = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean `{near[0]}`?" if near else ""
