"""What texts refer to: files, headings, lessons and exercises. Reads the files that are linked to, and no others."""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from grader.author.models import Defect
from grader.author.page import Page, fences, read_page
from grader.course.markdown import first_line
from grader.course.names import suggestion

_NAMED = re.compile(r"\b(?P<kind>lesson|exercise)s?\s+`(?P<id>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)`", re.IGNORECASE)
_COMMAND = re.compile(r"\blearnfastapi\s+(?P<command>[a-z]+)\s+(?P<id>[a-z][a-z0-9-]*)")
_KIND_OF = {"lesson": "lesson"} | dict.fromkeys(("task", "check", "watch", "hint", "solution", "reset"), "exercise")


def link_defects(page: Page, course: Path, lessons: Collection[str], exercises: Collection[str]) -> Iterator[Defect]:
    """Of one text. `lessons` and `exercises` are the ids that may be named, also of those that are to come."""
    known = {"lesson": lessons, "exercise": exercises}
    for token in page.tokens:
        if token.type == "inline":
            yield from _names(page, token, known)
            for target in _targets(token):
                yield from _target(page, first_line(token) + 1 + _lines_before(token, target), target, course)
    for fence in fences(page.tokens):
        for number, line in enumerate(fence.content.split("\n"), first_line(fence) + 2):
            for found in _COMMAND.finditer(line):
                yield from _command(page, number, found, known)


def _names(page: Page, token: Token, known: dict[str, Collection[str]]) -> Iterator[Defect]:
    line = first_line(token) + 1
    text = token.content
    for found in _NAMED.finditer(text):
        kind = found["kind"].lower()
        if found["id"] not in known[kind]:
            yield _unknown(page, line + text.count("\n", 0, found.start("id")), kind, found["id"], known[kind])
    for found in _COMMAND.finditer(text):
        yield from _command(page, line + text.count("\n", 0, found.start("id")), found, known)


def _command(page: Page, line: int, found: re.Match[str], known: dict[str, Collection[str]]) -> Iterator[Defect]:
    kind = _KIND_OF.get(found["command"])
    if kind and found["id"] not in known[kind]:
        yield _unknown(page, line, kind, found["id"], known[kind])


def _unknown(page: Page, line: int, kind: str, name: str, known: Collection[str]) -> Defect:
    near = suggestion(name, known).removeprefix("; did you mean ").removesuffix("?")
    otherwise = (
        "name one that there is, or add it to `planned` in `lessons/course.toml`"
        if kind == "lesson"
        else "name one that there is"
    )
    return page.defect(line, f"names the {kind} `{name}`, which is not there", f"write {near}" if near else otherwise)


def _targets(token: Token) -> Iterator[str]:
    for child in token.children or ():
        target = child.attrGet("href" if child.type == "link_open" else "src")
        if child.type in ("link_open", "image") and isinstance(target, str):
            yield target


def _lines_before(token: Token, target: str) -> int:
    at = token.content.find(f"]({unquote(target)}")
    return token.content.count("\n", 0, at) if at >= 0 else 0


def _target(page: Page, line: int, target: str, course: Path) -> Iterator[Defect]:
    parts = urlsplit(target)  # markdown-it has written `[` and the like as %5B, so it can be split
    if parts.scheme or parts.netloc:
        return
    file, name = page.file, unquote(parts.path)
    if name:
        file = os.path.normpath(os.path.join(os.path.dirname(page.file), name)).replace(os.sep, "/")
        if file.startswith("../") or os.path.isabs(name):
            text = f"links to `{target}`, which is outside of the course"
            yield page.defect(line, text, "put the file into the course, or link to a web address")
            return
        if not os.path.exists(course / file):
            yield page.defect(line, f"links to `{target}`, and there is no such file", "mend the path")
            return
    if parts.fragment and file.endswith(".md"):
        linked = page if file == page.file else read_page(course, file)
        if linked and unquote(parts.fragment) not in {_anchor(section.title) for section in linked.sections}:
            text = f"links to `{target}`, and no heading of `{file}` has this anchor"
            yield page.defect(line, text, "write the heading in lower case, with `-` for each space")


def _anchor(title: str) -> str:
    """As web pages of repositories name a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
