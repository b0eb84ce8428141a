"""Fenced blocks: programs, exchanges, what a program prints.

Where there is no colour, the fences stay, as they stand in the markdown: they alone tell code from text.
"""

from collections.abc import Collection, Iterable, Sequence

from rich.text import Text

from learnfastapi.render.json_text import coloured
from learnfastapi.render.lesson.code import code_lines
from learnfastapi.render.lesson.example import Half, HttpExample, parse_example
from learnfastapi.render.lesson.repeated import Above
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.status import status_colour, status_line
from learnfastapi.render.text import wrap

_BROKEN = "This one has a fault:"
_PRINTS = "It prints:"
_GUESS = "Which status, and what is in the body? Say it before you read on below the line."
_LINE = " ·" * 20


def fence_lines(info: str, content: str, look: Look, above: Above, *, follows: str = "") -> list[Text]:
    """One fenced block. `info` is its info string; `follows` that of the block directly above, if there is one."""
    language, *marks = info.split() or [""]
    if language == "http":
        return _exchange(parse_example(content), look)
    code = code_lines(content, language, look)
    if language == "python" and "app" in marks:
        code = _with_dim(code, above.repeated(content), look)
    lines = _fenced(code, language, look)
    if "broken" in marks:
        return [Text(_BROKEN, ASIDE), *lines]
    if language == "text" and follows.startswith("python"):
        return [Text(_PRINTS, ASIDE), *lines]
    return lines


def _with_dim(lines: Sequence[Text], repeated: Collection[int], look: Look) -> list[Text]:
    """Without their other colours: many terminals show bold and dim together as bold."""
    return [
        Text(line.plain, ASIDE) if look.colour and number in repeated else line for number, line in enumerate(lines)
    ]


def _fenced(lines: Iterable[Text], language: str, look: Look) -> list[Text]:
    return list(lines) if look.colour else [Text(f"```{language}"), *lines, Text("```")]


def _exchange(example: HttpExample, look: Look) -> list[Text]:
    request = [_request_line(example.asked, look), *_half(example.request, look)]
    if example.response is None:
        return _fenced(request, "http", look)
    status = status_line(example.status) if example.status else ""
    answer = [
        Text(look.own(f"→ {status}").rstrip(), f"bold {status_colour(example.status)}" if example.status else "bold"),
        *_half(example.response, look),
    ]
    if not example.is_prediction:
        return _fenced([*request, Text(), *answer], "http", look)
    return [
        *_fenced(request, "http", look),
        Text(),
        *wrap(Text(_GUESS, "bold"), look.width),
        Text(),
        Text(look.own(_LINE), ASIDE),
        Text(),
        *_fenced(answer, "http", look),
    ]


def _request_line(asked: str, look: Look) -> Text:
    method, _, rest = look.fit(asked).partition(" ")
    return Text.assemble((method, "bold"), " " if rest else "", rest)


def _half(half: Half, look: Look) -> list[Text]:
    """Headers, and the body behind an empty line; without headers, the body of an answer follows its status."""
    headers = [Text(look.fit(line), ASIDE) for line in half.headers]
    body = [coloured(look.fit(line)) for line in half.body]
    return [*headers, Text(), *body] if headers and body else [*headers, *body]
