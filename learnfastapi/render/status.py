"""A status with its standard phrase."""

from http import HTTPStatus

# RFC 9110 renamed these; Python has the new names since 3.13 only, and the same report is the same text everywhere.
_RENAMED = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}


def status_line(status: int) -> str:
    """`201 Created`; only the number where there is no standard phrase."""
    try:
        return f"{status} {_RENAMED.get(status) or HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def status_colour(status: int) -> str:
    """Green for success, yellow-free: cyan for a redirect or an upgrade, magenta for a refusal, red for a crash."""
    if 200 <= status < 300:
        return "green"
    if status < 400:
        return "cyan"
    return "magenta" if status < 500 else "red"
