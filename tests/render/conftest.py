"""Consoles that write into memory."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from learnfastapi.render.console import make_console

EXPECTED = Path(__file__).parent / "expected"
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Screen(io.StringIO):
    """A terminal, as far as anybody can tell."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def console() -> Console:
    """No terminal: 80 columns, no colour. What was printed is `console.file.getvalue()`."""
    return make_console(io.StringIO(), {})


@pytest.fixture
def screen() -> Callable[..., Console]:
    """A terminal with colours, of the size given."""

    def make(width: int = 80, height: int = 24, **environ: str) -> Console:
        return Console(
            file=Screen(), width=width, height=height, _environ={"TERM": "xterm-256color", **environ}, highlight=False
        )

    return make


@pytest.fixture
def expected() -> Callable[[str], str]:
    """Text that was looked at and found good."""
    return lambda name: (EXPECTED / f"{name}.txt").read_text("utf-8")


@pytest.fixture
def unstyled() -> Callable[[Console], str]:
    """What a reader of a coloured console sees, without the colours. Other escape sequences stay."""
    return lambda console: _STYLE.sub("", console.file.getvalue())
