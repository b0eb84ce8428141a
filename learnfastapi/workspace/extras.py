"""The files around the answers: for the editor, for git, for whoever opens the folder in a year."""

import json
from collections.abc import Mapping
from pathlib import Path

_README = """\
# Your FastAPI course

Each folder here is one exercise, and the files in it are yours to edit; `notes` holds your notes. In this folder:

| command | what it does |
|---|---|
| `learnfastapi next` | the next part of the course |
| `learnfastapi check` | grade the current exercise |
| `learnfastapi hint` | one more hint |
| `learnfastapi reset`, `learnfastapi undo` | start an exercise again, take that back |

`.learnfastapi` holds your progress and every version of your answers that was graded. Keep it.
"""


def extras(interpreter: Path) -> Mapping[str, str]:
    """Name to content. None of them replaces a file that is there."""
    return {
        # Here, not beside the answers: a learner's own `.gitignore` needs no change.
        ".learnfastapi/.gitignore": "*\n",
        ".vscode/settings.json": json.dumps({"python.defaultInterpreterPath": str(interpreter)}, indent=2) + "\n",
        "README.md": _README,
    }
