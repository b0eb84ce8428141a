"""Where the built-in course lies. The only module that knows: in the wheel beside us, in a checkout at its root."""

from pathlib import Path

BUNDLED = "learn-fastapi"
"""What the built-in course is called where courses are named."""
_PACKAGE = Path(__file__).resolve().parent


def bundled_course() -> Path:
    """A folder that holds `lessons`, `exercises` and `solutions`."""
    installed = _PACKAGE / "course"
    return installed if installed.is_dir() else _PACKAGE.parent
