"""How long and how much: the judge's own clock and caps. An answer has no say in them."""

import os
from dataclasses import dataclass, replace

from grader.errors import InputError

MAX_EXCHANGE_BYTES = 8 << 20
"""Bytes that an answer may send in one exchange."""
MEMORY_BYTES = 2 << 30
"""Address space of a host."""
MAX_OUTPUT_BYTES = 64 << 10
"""Bytes of what an answer prints that are kept per host."""
TIME_SCALE = "LEARNFASTAPI_TIME_SCALE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Wall-clock seconds of the judge."""

    load: float = 10.0
    startup: float = 5.0
    request: float = 5.0
    shutdown: float = 2.0
    check: float = 15.0
    run: float = 60.0

    def scaled(self, factor: float) -> "Limits":
        """All of them times a factor, for slow machines."""
        return replace(
            self,
            **{
                name: getattr(self, name) * factor
                for name in ("load", "startup", "request", "shutdown", "check", "run")
            },
        )


def limits_from_environment() -> Limits:
    """The usual limits times the environment's factor. Raises `InputError` if that is no positive number."""
    text = os.environ.get(TIME_SCALE, "1")
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not 0 < factor < 1_000:
        raise InputError(f"`{TIME_SCALE}={text}` is no factor for the time limits", hint="use a number such as `2`")
    return Limits().scaled(factor)
