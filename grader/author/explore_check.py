"""The check that looks for a request by which a mutant differs, where the exercise's own checks find none.

It is collected by pytest and run in the place of the exercise's checks.
"""

from collections.abc import Callable


def test_some_request_tells_them_apart(explore: Callable[..., int]) -> None:
    """No generated request tells it apart"""
    explore()
