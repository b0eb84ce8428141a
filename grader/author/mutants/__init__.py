"""Mutants of a reference: each has one small fault, and checks that mean something let none of them pass.

    known       what the answer defines                       (known.py)
    code        one file: its nodes and what is around them   (code.py, edits.py, inference.py)
    operators   one module for each subject                   (statuses.py, limits.py, …)
    mutants     all of one answer, each with its id           (making.py)

An operator gets a file and gives changes: edits of its text, as small as they can be, so that formatting and comments
stay and a diff shows the fault alone. It makes none that it can see to be no fault, for somebody has to explain each
one that passes.
"""

from grader.author.mutants.making import mutants_of
from grader.author.mutants.models import Kind, Mutant, diff_of

__all__ = ["Kind", "Mutant", "diff_of", "mutants_of"]
