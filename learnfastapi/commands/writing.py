"""Where an explanation comes from: the terminal, an editor, standard input. What was typed is never lost."""

import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.errors import InputError
from learnfastapi.workspace import write_atomically

_MOST_CHARACTERS = 100_000
_HEAD = re.compile(r"\A\s*<!-- learnfastapi:.*?-->", re.DOTALL)


def typed_text(draft: Path) -> str:
    """What is typed up to a line with a single dot, or Ctrl-D; stripped. After Ctrl-C it is in the draft."""
    lines: list[str] = []
    try:
        while (line := input()) != ".":
            lines.append(line)
    except EOFError:
        pass
    except KeyboardInterrupt:
        add_to_draft(draft, "\n".join(lines).strip())
        raise
    return "\n".join(lines).strip()


def piped_text() -> str:
    """All of standard input, stripped. Raises `InputError` if it does not end in time."""
    text = "" if sys.stdin is None else sys.stdin.read(_MOST_CHARACTERS + 1)
    if len(text) > _MOST_CHARACTERS:
        raise InputError(f"The explanation has more than {_MOST_CHARACTERS} characters", hint="give a shorter one")
    return text.strip()


def edited_text(draft: Path, task: str, environ: Mapping[str, str]) -> str:
    """What was written in the learner's editor, stripped. The draft stays until the caller has kept the text.

    Not by Click's `edit`, which deletes what was written when the editor fails.

    Args:
        draft: Begun with the task, unless it holds what an earlier call could not keep.

    Raises:
        InputError: There is no editor, it fails, or what it leaves is no text.
    """
    command = _editor(environ)
    if not text_of(draft):
        shown = task.replace("-->", "-- >")
        head = f"<!-- learnfastapi: write below this comment, save, and close the editor.\n\n{shown}\n-->\n\n"
        write_atomically(draft, head.encode())
    try:
        code = subprocess.run([*command, str(draft)], check=False).returncode
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(
            f"The editor `{command[0]}` cannot be started: {reason}", hint="name one that is there in `EDITOR`"
        ) from error
    if code:
        raise InputError(f"The editor `{command[0]}` failed with {code}, so nothing was kept", hint=_where(draft))
    return text_of(draft)


def text_of(draft: Path) -> str:
    """What the learner wrote in it, stripped; "" if it is not there. Raises `InputError` if it is no text."""
    try:
        content = draft.read_bytes().decode()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise InputError(
            f"`{draft}` cannot be read as UTF-8, so nothing was kept", hint="save it as UTF-8, then try again"
        ) from error
    if len(content) > _MOST_CHARACTERS:
        message = f"`{draft}` has more than {_MOST_CHARACTERS} characters, so nothing was kept"
        raise InputError(message, hint="shorten it, then try again")
    return _HEAD.sub("", content).strip()


def add_to_draft(draft: Path, text: str) -> None:
    """Put a text that could not be kept below what is there already. Raises `UnwritableError`."""
    if text:
        before = draft.read_bytes() + b"\n\n" if draft.exists() else b""
        write_atomically(draft, before + f"{text}\n".encode())


def _editor(environ: Mapping[str, str]) -> list[str]:
    """The command and its arguments."""
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(environ.get(name, ""))
        except ValueError as error:
            hint = f"set it to a command: `export {name}=nano`"
            raise InputError(f"`{name}` cannot be read: `{environ[name]}` has an open quote", hint=hint) from error
        if command:
            return command
    raise InputError("Neither `VISUAL` nor `EDITOR` names an editor", hint="set one: `export EDITOR=nano`")


def _where(draft: Path) -> str:
    if text_of(draft):
        return f"what you wrote is in `{draft}`, and the same command goes on with it"
    return "name another one in `EDITOR`, or explain without `--editor`"
