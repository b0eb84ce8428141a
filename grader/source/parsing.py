"""Bytes to syntax trees. A file that is too large, no Python, or nested too deep has none; that is no error here."""

import ast
import warnings
from collections.abc import Mapping

MAX_FILE_BYTES = 100_000
"""A longer file is not looked at: some 3,000 lines, which take 0.1 s to parse."""
MAX_BYTES = 200_000
"""Of all files together. What comes after that, by name, is not looked at."""


def parse(files: Mapping[str, bytes]) -> dict[str, ast.Module]:
    """Name to tree, of those Python files of an answer that can be read, sorted by name."""
    trees = {}
    size = 0
    for name, content in sorted(files.items()):
        if not name.endswith(".py") or len(content) > MAX_FILE_BYTES or size + len(content) > MAX_BYTES:
            continue
        size += len(content)
        tree = _parse(content)
        if tree is not None:
            trees[name] = tree
    return trees


def _parse(content: bytes) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            # Python warns of `"\d"` and of `x is 1` when it reads them; that is between it and the learner.
            warnings.simplefilter("ignore")
            return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
