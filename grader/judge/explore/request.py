"""A step written down as a request, with the ids of one side. Percent-encoding is RFC 3986."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from grader.judge.client import BASE_URL, OWN_HEADERS
from grader.judge.explore.step import Raw, Step
from grader.judge.explore.values import scalar_text

_BORDER = "----learnfastapi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Ready to be sent: `url` is absolute."""

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def write(step: Step, ids: Mapping[str, str]) -> Request:
    """The request, with `ids` in the places of the path that name a member."""
    path = step.operation.path
    for name, value in (*step.values.items(), *ids.items()):
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    pairs, cookies = step.fields_at("query"), step.fields_at("cookie")
    query = f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""
    headers = [*OWN_HEADERS.items(), *step.fields_at("header")]
    if cookies:
        headers.append(("cookie", "; ".join(f"{name}={value}" for name, value in cookies)))
    label, body = _body(step)
    if label and (body or isinstance(step.body, Raw)):
        headers.append(("content-type", label))
    return Request(
        method=step.operation.method,
        url=f"{BASE_URL}{quote(path, safe='/%')}{query}",
        headers=tuple(headers),
        body=body,
    )


def _body(step: Step) -> tuple[str, bytes]:
    """Media type and bytes."""
    kind = step.operation.body
    if kind is None:
        return "", b""
    if isinstance(step.body, Raw):
        return kind.media_type, step.body.text.encode()
    if kind.media_type == "application/json":
        return kind.media_type, json.dumps(step.body, ensure_ascii=False).encode()
    fields = _fields(step.body)
    if kind.media_type == "multipart/form-data":
        return f"{kind.media_type}; boundary={_BORDER}", _parts(fields, kind.files)
    return kind.media_type, urlencode(fields, quote_via=quote).encode()


def _fields(body: Any) -> list[tuple[str, str]]:
    """What of a body can be said in a form: names with text, a name once for each item of a list."""
    found = []
    for name, value in body.items() if isinstance(body, dict) else ():
        for item in value if isinstance(value, list) else [value]:
            if (written := scalar_text(item)) is not None:
                found.append((name, written))
    return found


def _parts(fields: list[tuple[str, str]], files: frozenset[str]) -> bytes:
    """RFC 7578."""
    parts = []
    for name, value in fields:
        extra = f'; filename="{name}.txt"\r\nContent-Type: text/plain' if name in files else ""
        parts.append(f'--{_BORDER}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n{value}\r\n')
    return "".join([*parts, f"--{_BORDER}--\r\n"]).encode()
