"""What the judge may ask of a host besides ASGI: types of scopes of our own, each answered with one frame."""

from grader.host.serve import Handler
from grader.host.testing import run_tests

HANDLERS: dict[str, Handler] = {"learnfastapi.tests": run_tests}
