"""Prepare a process that was started as `python -I -S -B SCRIPT DESCRIPTOR ROOT SITE…` to run answers.

`-I -S` keep the learner's environment variables, user site and `.pth` files out; the folders to import from come as
arguments instead. Our own modules are forgotten after they are imported: an answer with a `grader.py` gets its own.
"""

import site
import sys


def forget_ourselves(root: str) -> None:
    """Take our folder off the import path, and our modules out of `sys.modules`. They keep working by reference."""
    sys.path.remove(root)
    for name in [name for name in sys.modules if name.partition(".")[0] == "grader"]:
        del sys.modules[name]


def give_usual_builtins() -> None:
    """`exit`, `quit` and `help`, which answers may expect and `-S` leaves out."""
    site.setquit()
    site.sethelper()
