"""Strings that have broken terminals, logs and parsers, in every place where an answer's text can stand."""

from collections.abc import Mapping

import msgspec

from grader.models import (
    Diagnosis,
    Difference,
    Endpoint,
    Frame,
    Outcome,
    Reason,
    Report,
    Routes,
    Unreachable,
)
from tests.render.mocks import check, exchange, json_body, report, response, text_body

NASTY: Mapping[str, str] = {
    "colour": "\x1b[31mred\x1b[0m",
    "title of the window": "\x1b]0;mine\x07",
    "C1 control": "\x9b2J",
    "cursor": "passed\rfailed\b\b",
    "command": "::error file=x::hacked",
    "command on a new line": "a\n::error::hacked\n  ::set-output name=a::b\n##[error]hacked",
    "stopped commands": "::stop-commands::x\n::x::",
    "percent": "100% %0A%0D%25 a:b,c",
    "end of CDATA": "]]>",
    "end of the element": '</system-out></testcase>"<script>alert(1)</script>&amp;&#0;',
    "NUL": "a\x00b",
    "lone surrogate": "a\ud800b\udc80",
    "no characters": "\ufffe\uffff",
    "reordered": "\u202eabc\u2066",
    "separators": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "carriage returns": "a\r\nb\rc",
    "tabs": "a\tb",
    "20 kB": "x" * 20_000,
    "many lines": "y\n" * 500,
    "empty": "",
    "spaces": " \n \n",
    "emoji": "é\N{PILE OF POO}\N{COMBINING ACUTE ACCENT}",
    "markup of rich": "[bold]x[/bold] [link=http://x]y[/link]",
    "backticks": "``` `a`\n```",
}


def failing(text: str) -> Report:
    """A report in which a failed, a broken and a skipped check say this wherever they can."""
    frame = Frame(file=text, line=3, function=text, code=text)
    seen = exchange(
        "/a",
        response(200, text_body(text.encode("utf-8", "replace").decode()), headers=[(text, text)]),
        response(200, json_body({"a": 1})),
        headers=[("x-a", text)],
        endpoint=Endpoint(function=text, file=text, line=1),
        error=text,
        traceback=[frame],
        fault=text,
    )
    seen = msgspec.structs.replace(seen, curl=f"curl {text}")
    parts = {
        "title": text,
        "message": text,
        "exchanges": [seen, seen],
        "difference": [Difference(exchange=1, path=f"$.{text}", yours=text, expected={text: [text]})],
        "traceback": [frame],
        "output": text,
    }
    found = report(
        [
            check(f"test_a[{text}]", requirement=1, **parts),
            check("test_b", requirement=1, outcome=Outcome.ERRORED, reason=Reason.CHECK_BROKEN, **parts),
            check("test_c", requirement=1, outcome=Outcome.SKIPPED, reason=Reason.NEED_FAILED, **parts),
            check("test_d", requirement=None, **{**parts, "traceback": None}),
        ],
        texts=(text,),
        notes=[text],
        diagnoses=[Diagnosis(mistake=text, title=text, explanation=text)],
        routes=Routes(unreachable=[Unreachable(method="GET", path=text, shadowed_by=text)]),
    )
    return msgspec.structs.replace(found, exercise=text, course=text)


def unrunnable(text: str) -> Report:
    """A report on an answer that could not be run, with this in its problem."""
    return msgspec.structs.replace(failing(text), problem=f"`main.py`, line 2: {text}\n\nMend it.")
