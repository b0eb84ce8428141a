"""Write a file so that an interruption at any moment leaves the old content or the new, never a part.

What a kill can leave behind is the hidden temporary file; hidden files are no part of an answer.
"""

import os
import shutil
from pathlib import Path

from learnfastapi.workspace.errors import writing


def write_atomically(path: Path, content: bytes) -> None:
    """Give the file this content and keep its mode; make its folders. Raises `UnwritableError`."""
    # In the same folder, because a rename is atomic only within one file system. The process id is enough to keep
    # two commands apart, and reusing a dead one's file tidies up after it.
    temporary = path.with_name(f".learnfastapi-{os.getpid()}.tmp")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                shutil.copymode(path, temporary)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
