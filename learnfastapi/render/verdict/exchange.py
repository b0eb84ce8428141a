"""One exchange: what was asked, what came back, what was expected instead."""

from collections.abc import Sequence

import msgspec
from rich.text import Text

from grader.models import Difference, Exchange, Message, Request, Response
from learnfastapi.render.look import Look
from learnfastapi.render.palette import ASIDE, BAD
from learnfastapi.render.status import status_colour, status_line
from learnfastapi.render.text import capped, cut, prose, visible_line, wrap
from learnfastapi.render.verdict.body import body_lines, refusal_lines
from learnfastapi.render.verdict.field import INDENT

# What the client sends by itself, with the value it then has; None stands for any.
_OWN_HEADERS = {
    "host": None,
    "accept": "*/*",
    "accept-encoding": None,
    "connection": None,
    "content-length": None,
    "upgrade": None,
    "sec-websocket-key": None,
    "sec-websocket-version": None,
}
_TELLING_HEADERS = ("location", "allow", "www-authenticate", "set-cookie")
_ADDRESS_LINES = 3


def path_of(url: str) -> str:
    """The part of an address behind the host, as it was sent."""
    return "/" + url.partition("://")[2].partition("/")[2]


def asked_lines(exchange: Exchange, limit: int, look: Look) -> list[Text]:
    """Method and path, the headers that the check chose, and the body."""
    request = exchange.request
    width = look.data_width - INDENT
    path = cut(look.fit(visible_line(path_of(request.url))), width * _ADDRESS_LINES, look)
    lines = wrap(
        Text.assemble((look.fit(_method(exchange)), "bold"), " ", path, _process(exchange)), look.width - INDENT
    )
    lines += [_header(name, value, width, look) for name, value in _chosen_headers(request)]
    return [*lines, *(body_lines(request.body, width, limit, look) if request.body else [])]


def answered_lines(exchange: Exchange, limit: int, look: Look) -> list[Text]:
    """Status, who answered, telling headers, body or messages; or why there is no answer."""
    fault = wrap(prose(exchange.fault, look, BAD), look.width - INDENT) if exchange.fault else []
    response = exchange.response
    if response is None:
        return fault or [Text("nothing", BAD)]
    width = look.data_width - INDENT
    first = Text.assemble(_status(response), prose(_who(exchange, response), look, ASIDE))
    lines = wrap(first, look.width - INDENT)
    lines += [_header(name, value, width, look) for name, value in _telling_headers(response)]
    if exchange.kind == "websocket" and response.status == 101:
        return [*lines, *_messages(exchange.messages, width, limit, look), *fault]
    is_bare = response.body is None and response.status >= 300
    if not is_bare and not _only_says_its_status(response):
        show = refusal_lines if response.status == 422 else body_lines
        lines += show(response.body, width, limit, look)
    return [*lines, *fault]


def expected_lines(exchange: Exchange, difference: Sequence[Difference], limit: int, look: Look) -> list[Text]:
    """Of the solution's answer, what differs: the status, or the body. Empty if nothing does."""
    expected, response = exchange.expected, exchange.response
    if expected is None:
        return []
    body = body_lines(expected.body, look.data_width - INDENT, limit, look)
    if response is None or response.status != expected.status:
        # Nobody asked for the solution's wording of an error.
        return [_status(expected), *(body if expected.status < 400 and expected.status != 101 else [])]
    return body if any(entry.path.startswith("$") for entry in difference) else []


def one_line(exchange: Exchange, look: Look) -> Text:
    """`GET /drawers/101 → 200`, for an exchange that is not the one that matters."""
    response, expected = exchange.response, exchange.expected
    status = str(response.status) if response else "nothing"
    other = f" (expected {expected.status})" if expected and str(expected.status) != status else ""
    tail = look.own(f" → {status}") + other + _process(exchange)
    asked = look.fit(visible_line(f"{_method(exchange)} {path_of(exchange.request.url)}"))
    return Text(cut(asked, look.data_width - INDENT - len(tail), look) + tail)


def _method(exchange: Exchange) -> str:
    return "WebSocket" if exchange.kind == "websocket" else visible_line(exchange.request.method)


def _process(exchange: Exchange) -> str:
    return "" if exchange.process == 1 else f" (process {exchange.process})"


def _status(response: Response) -> Text:
    return Text(status_line(response.status), f"bold {status_colour(response.status)}")


def _who(exchange: Exchange, response: Response) -> str:
    """Which function answered; for answers of the framework, what they mean, unless clues say it better."""
    if response.status == 405 and _is_frameworks(response, "Method Not Allowed"):
        # Its endpoint is a function for another method, which was not called.
        return "" if exchange.clues else f": no route of your app takes {exchange.request.method} at this address"
    if exchange.endpoint is not None:
        endpoint = exchange.endpoint
        return f" by `{endpoint.function}`, {endpoint.file} line {endpoint.line}"
    match response.status:
        case 404 if _is_frameworks(response, "Not Found"):
            return ": no route of your app fits this address"
        case 307 | 308 if not exchange.clues:
            return _slash(exchange, response)
    return ""


def _is_frameworks(response: Response, phrase: str) -> bool:
    body = response.body
    return body is not None and (body.json == {"detail": phrase} or body.text == phrase)


def _slash(exchange: Exchange, response: Response) -> str:
    location = next((value for name, value in response.headers if name.lower() == "location"), "")
    asked, target = path_of(exchange.request.url).partition("?")[0], path_of(location).partition("?")[0]
    if target == f"{asked}/":
        return ": your route ends in a slash, the address asked for does not"
    return ": the address asked for ends in a slash, your route does not" if asked == f"{target}/" else ""


def _chosen_headers(request: Request) -> list[tuple[str, str]]:
    return [(name, value) for name, value in request.headers if not _is_own(name.lower(), value)]


def _is_own(name: str, value: str) -> bool:
    if name == "user-agent":
        return value.startswith("curl/")
    return name in _OWN_HEADERS and _OWN_HEADERS[name] in (None, value)


def _telling_headers(response: Response) -> list[tuple[str, str]]:
    is_json = response.body is None or response.body.json is not msgspec.UNSET
    names = _TELLING_HEADERS if is_json or _only_says_its_status(response) else ("content-type", *_TELLING_HEADERS)
    return [(name, value) for name, value in response.headers if name.lower() in names]


def _only_says_its_status(response: Response) -> bool:
    """Such as the server's own `Internal Server Error`."""
    return response.body is not None and response.body.text == status_line(response.status).partition(" ")[2]


def _header(name: str, value: str, width: int, look: Look) -> Text:
    return Text(cut(look.fit(visible_line(f"{name}: {value}")), width, look), ASIDE)


def _messages(messages: Sequence[Message], width: int, limit: int, look: Look) -> list[Text]:
    lines = []
    for message in messages:
        who = "sent to it: " if message.sender == "client" else "it sent:    "
        text = message.text if isinstance(message.text, str) else "bytes that are no text"
        shown = cut(look.fit(visible_line(text)), width - len(who), look)
        lines.append(Text.assemble((who, ASIDE), shown))
    return capped(lines, limit, look, keep_end=True) or [Text("no messages", ASIDE)]
