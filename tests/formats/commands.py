"""What a runner of GitHub Actions takes for a command in the output of a step, as its documentation says."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_COMMAND = re.compile(r"\s*::([^\s:]+)(?:\s+(.*?))?::(.*)", re.DOTALL)


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    data: str


def commands(output: str) -> list[Command]:
    """All of them, in order. Between `stop-commands` and its token there is none."""
    found: list[Command] = []
    token = None
    for line in output.splitlines():
        match = _COMMAND.fullmatch(line)
        if match is None:
            # The older form may stand anywhere in a line.
            if "##[" in line and token is None:
                found.append(Command("##", {}, line))
            continue
        name, listed, data = match.groups()
        if token is not None and name != token:
            continue
        token = data if name == "stop-commands" else None
        pairs = (pair.partition("=") for pair in (listed or "").split(",") if pair)
        found.append(Command(name, {key: unquote(value) for key, _, value in pairs}, unquote(data)))
    return found
