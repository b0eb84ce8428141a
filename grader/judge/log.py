"""What a check and an answer said to each other, and what the answer printed, as text for an author. Pure."""

import re
from collections.abc import Iterator

from grader.judge.evidence import Evidence
from grader.judge.exchange import Recording, frames

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MAX_BODY = 2_000


def exchanges_text(evidence: Evidence) -> str:
    """Each exchange with the subject, in order: what was asked, what came, and what the answer raised. May be empty."""
    return _visible("\n".join(line for recording in evidence.recordings for line in _lines(recording)))


def output_text(evidence: Evidence) -> str:
    """What the subject's hosts printed, up to the cap on it. May be empty."""
    return _visible(evidence.output_so_far())


def _lines(recording: Recording) -> Iterator[str]:
    path = "/" + recording.url.partition("://")[2].partition("/")[2]
    yield f"{recording.method} {path}{_body(recording.request_body)}"
    if recording.status is not None:
        yield f"→ {recording.status}{_body(bytes(recording.body))}"
    for message in recording.messages:
        yield f"  {message.sender}: {message.text if message.base64 is None else message.base64}"
    if recording.done is not None and recording.done.error:
        yield f"  raised {recording.done.error.strip()}"
        for frame in frames(recording.done.frames):
            yield f"  {frame.file}:{frame.line} in {frame.function}: {frame.code}"
    if recording.fault is not None:
        yield f"  {recording.fault.message}"


def _body(data: bytes) -> str:
    text = data.decode(errors="replace")
    return f"  {text[:_MAX_BODY]}{'…' if len(text) > _MAX_BODY else ''}" if text else ""


def _visible(text: str) -> str:
    """Without what moves the cursor: an answer may print anything."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)
