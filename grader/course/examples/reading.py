"""Read the examples of a lesson from its fenced blocks. Pure: text in, values out."""

from markdown_it.token import Token

from grader.course.examples.http_block import read_http_block
from grader.course.examples.models import Example, Exchange, Malformed, Output, Program, Script, Snippet, Unsent
from grader.course.markdown import blocks_of, first_line

_RUNS = ("python app", "python app broken", "python run")


def read_examples(text: str) -> tuple[Example, ...]:
    """The examples of a whole file, in its order. Blocks in other languages than python, http and text are none."""
    examples: list[Example] = []
    section = ""
    tokens = blocks_of(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before and before.type == "heading_open" and before.tag == "h2":
            section = token.content
        if token.type == "fence" and (example := _example(token, before, section)):
            examples.append(example)
    return tuple(examples)


def _example(token: Token, before: Token | None, section: str) -> Example | None:
    line = _line(token)
    match token.info.split():
        case ["python", "app"]:
            return Program(line=line, section=section, source=token.content, is_broken=False)
        case ["python", "app", "broken"]:
            return Program(line=line, section=section, source=token.content, is_broken=True)
        case ["python", "run"]:
            return Script(line=line, section=section, source=token.content)
        case ["python"]:
            return Snippet(line=line, section=section, source=token.content)
        case ["python", *marks]:
            text = f"wants `app`, `app broken`, `run` or nothing after `python` (got `{' '.join(marks)}`)"
            return Malformed(line=line, section=section, text=text)
        case ["text"]:
            return Output(line=line, section=section, text=token.content, of=_printer(before))
        case ["http"]:
            return _exchange(token, section)
    return None


def _exchange(token: Token, section: str) -> Exchange | Unsent | Malformed:
    line = _line(token)
    match read_http_block(token.content):
        case None:
            return Unsent(line=line, section=section, text=token.content)
        case (request, response):
            return Exchange(line=line, section=section, request=request, response=response)
        case text:
            return Malformed(line=line, section=section, text=text)


def _printer(before: Token | None) -> int | None:
    """The line of the block directly above, if it is one that runs."""
    if before and before.type == "fence" and " ".join(before.info.split()) in _RUNS:
        return _line(before)
    return None


def _line(token: Token) -> int:
    return first_line(token) + 1
