"""One mock report for each way of failing that a learner meets."""

import sys
from collections.abc import Callable, Mapping, Sequence

from grader.models import (
    Diagnosis,
    Difference,
    Endpoint,
    Frame,
    Local,
    Message,
    Outcome,
    Parameter,
    Reason,
    Report,
    Routes,
    SourceLine,
    Unreachable,
)
from learnfastapi.render.console import stdout_console
from learnfastapi.render.report import render_report
from tests.render.mocks import READ_DRAWER, check, exchange, json_body, passed, report, response, text_body

EXISTS = passed("test_drawer_of_the_example", "GET /drawers/347 answers drawer 347, vault 3", 1)
NEWEST = passed("test_newest_drawer", "GET /drawers/newest answers drawer 512, vault 5", 3)
LIMITS = "One below the first drawer and one above the last answer 422"


def wrong_status() -> Report:
    url, body = "/drawers/900", json_body({"drawer": 900, "vault": 9})
    refused = json_body({"detail": [{"type": "less_than_equal", "loc": ["path", "number"]}]})
    return report(
        [
            EXISTS,
            passed("test_first_and_last[100]", "The first drawer, 100, and the last, 899, exist", 2),
            passed("test_first_and_last[899]", "The first drawer, 100, and the last, 899, exist", 2),
            passed("test_next_to_the_limits[99]", LIMITS, 2),
            check(
                "test_next_to_the_limits[900]",
                LIMITS,
                2,
                message="`GET /drawers/900` answered 200, expected 422",
                exchanges=[exchange(url, response(200, body), response(422, refused))],
                difference=[Difference(exchange=0, path="status", yours=200, expected=422)],
            ),
            NEWEST,
        ]
    )


def wrong_field() -> Report:
    came = response(200, json_body({"drawer": 347, "vault": "3"}))
    expected = response(200, json_body({"drawer": 347, "vault": 3}))
    return report(
        [
            check(
                message="`GET /drawers/347` answered with another body than expected",
                exchanges=[exchange("/drawers/347", came, expected)],
                difference=[Difference(exchange=0, path="$.vault", yours="3", expected=3)],
            ),
            check(
                "test_drawers_of_every_vault",
                "Drawers that the task does not name answer with their own number and vault",
                1,
                Outcome.SKIPPED,
                Reason.NEED_FAILED,
                "This one builds on: GET /drawers/347 answers drawer 347, vault 3",
            ),
            NEWEST,
        ]
    )


def missing_field() -> Report:
    sent = json_body({"title": "Water the plants", "done": False})
    came = response(201, json_body({"title": "Water the plants", "done": False, "status": "ok"}))
    expected = response(201, json_body({"id": 1, "title": "Water the plants", "done": False}))
    return report(
        [
            check(
                "test_create",
                "POST /todos answers 201 with the new todo and its id",
                1,
                message="`POST /todos` answered with another body than expected",
                exchanges=[
                    exchange(
                        "/todos",
                        came,
                        expected,
                        method="POST",
                        headers=[("content-type", "application/json"), ("authorization", "Bearer 7f3a")],
                        body=sent,
                    )
                ],
                difference=[
                    Difference(exchange=0, path="$.id", expected=1),
                    Difference(exchange=0, path="$.status", yours="ok"),
                ],
            ),
            NEWEST,
        ]
    )


def list_order() -> Report:
    todos = [{"id": number, "title": f"Todo number {number} of quite a few", "done": False} for number in (1, 2, 3)]
    made = [
        exchange("/todos", response(201, json_body(todo)), response(201, json_body(todo)), method="POST")
        for todo in todos
    ]
    got = exchange("/todos", response(200, json_body(todos[::-1])), response(200, json_body(todos)))
    return report(
        [
            check(
                "test_order",
                "GET /todos lists all todos, the oldest first",
                2,
                message="`GET /todos` answered with another body than expected",
                exchanges=[*made, got],
                difference=[
                    Difference(exchange=3, path="$[0].id", yours=3, expected=1),
                    Difference(exchange=3, path="$[0].title", yours=todos[2]["title"], expected=todos[0]["title"]),
                    Difference(exchange=3, path="$[2].id", yours=1, expected=3),
                    Difference(exchange=3, path="$[2].title", yours=todos[0]["title"], expected=todos[2]["title"]),
                ],
            ),
            EXISTS,
        ]
    )


def raised() -> Report:
    frames = [
        Frame(file="main.py", line=14, function="read_drawer", code='return {"drawer": number, "vault": row(number)}'),
        Frame(
            file="vaults.py",
            line=4,
            function="row",
            code="return number / len(VAULTS)",
            around=[
                SourceLine(line=number, code=code)
                for number, code in enumerate(
                    [
                        "VAULTS = []",
                        "",
                        "def row(number: int) -> float:",
                        "    return number / len(VAULTS)",
                        "",
                        "",
                        "def last() -> int:",
                    ],
                    start=1,
                )
            ],
            locals=[Local(name="number", value="347"), Local(name="names", value="['first', 'second', … 998 more]")],
        ),
    ]
    return report(
        [
            check(
                message="`GET /drawers/347` answered 500, expected 200: your app raised"
                " `ZeroDivisionError: division by zero`",
                exchanges=[
                    exchange(
                        came=response(500, text_body("Internal Server Error")),
                        expected=response(200, json_body({"drawer": 347, "vault": 3})),
                        error="ZeroDivisionError: division by zero",
                        traceback=frames,
                    )
                ],
                difference=[Difference(exchange=0, path="status", yours=500, expected=200)],
                traceback=frames,
                output="looking for drawer 347\n",
            ),
            NEWEST,
        ]
    )


def crashed() -> Report:
    fault = "Your app's process ended during `GET /drawers/347`"
    return report(
        [
            check(
                reason=Reason.CRASHED,
                message=fault,
                exchanges=[exchange(expected=response(200, json_body({"drawer": 347, "vault": 3})), fault=fault)],
                traceback=[Frame(file="main.py", line=15, function="read_drawer", code="os._exit(0)")],
            ),
            NEWEST,
        ]
    )


def timed_out() -> Report:
    fault = "Nothing came back for `GET /drawers/347` within 5 s"
    return report(
        [
            check(
                reason=Reason.TIMED_OUT,
                message=fault,
                exchanges=[exchange(expected=response(200, json_body({"drawer": 347, "vault": 3})), fault=fault)],
                traceback=[Frame(file="main.py", line=15, function="read_drawer", code="while True:")],
                output="".join(f"still looking, {number}\n" for number in range(1, 101)),
            ),
            NEWEST,
        ]
    )


def syntax_error() -> Report:
    why = "The answer could not be loaded"
    checks = [
        check("test_one", "One", 1, reason=Reason.IMPORT_FAILED, message=why),
        check("test_two", "Two", 2, reason=Reason.IMPORT_FAILED, message=why),
    ]
    return report(
        checks,
        outcomes=[Outcome.FAILED, Outcome.FAILED, Outcome.SKIPPED],
        problem="`main.py`, line 14: '{' was never closed\n"
        '    return {"drawer": number, "vault": number // 100\n'
        "           ^\n"
        "\n"
        "Python cannot read this line, or the one above it. Mend it and check again.",
        notes=["`random.py` has the name of a module of Python's or of a package: one hides the other."],
    )


def no_route() -> Report:
    return report(
        [
            check(
                "test_newest_drawer",
                "GET /drawers/newest answers drawer 512, vault 5",
                3,
                message="`GET /drawers/newest` answered 404, expected 200",
                exchanges=[
                    exchange(
                        "/drawers/newest",
                        response(404, json_body({"detail": "Not Found"})),
                        response(200, json_body({"drawer": 512, "vault": 5})),
                        endpoint=None,
                    )
                ],
                difference=[Difference(exchange=0, path="status", yours=404, expected=200)],
            ),
            EXISTS,
        ]
    )


def near_miss() -> Report:
    return report(
        [
            check(
                "test_replace",
                "PUT /drawers/347 replaces the drawer",
                1,
                message="`PUT /drawers/347` answered 405, expected 200",
                exchanges=[
                    exchange(
                        "/drawers/347",
                        response(405, json_body({"detail": "Method Not Allowed"}), [("allow", "GET")]),
                        response(200, json_body({"drawer": 347, "vault": 3})),
                        method="PUT",
                        body=json_body({"vault": 3}),
                        clues=[
                            "Your route `PUT /drawers/` (`replace_drawer`, main.py line 20) ends where the address"
                            " asked for goes on with `347`. A part that changes from request to request stands in the"
                            " path in braces: `/drawers/{number}`.",
                            "At this address your app takes GET (`read_drawer`), not PUT.",
                        ],
                    )
                ],
                difference=[Difference(exchange=0, path="status", yours=405, expected=200)],
            ),
            EXISTS,
        ],
        routes=Routes(
            unreachable=[
                Unreachable(
                    method="GET",
                    path="/drawers/newest",
                    shadowed_by="/drawers/{number}",
                    endpoint=Endpoint(function="newest_drawer", file="main.py", line=26),
                    taken_by=READ_DRAWER,
                )
            ]
        ),
    )


def refused() -> Report:
    errors = [{"type": "missing", "loc": ["query", "vault"], "msg": "Field required", "input": None}]
    return report(
        [
            check(
                "test_create",
                "POST /drawers/347 answers 201 and the new drawer",
                1,
                message="`POST /drawers/347` answered 422, expected 201",
                exchanges=[
                    exchange(
                        "/drawers/347",
                        response(422, json_body({"detail": errors})),
                        response(201, json_body({"drawer": 347, "vault": 3, "open": False})),
                        method="POST",
                        headers=[("content-type", "application/json")],
                        body=json_body({"vault": 3, "open": False}),
                        endpoint=Endpoint(function="create_drawer", file="main.py", line=20),
                        clues=[
                            "`vault` and `open` came in the body, and `create_drawer` reads them from the query, after"
                            " the `?`, as every plain parameter that is not in the path. For values from the body,"
                            " write a Pydantic model with these fields and take one parameter of its type."
                        ],
                        parameters=[
                            Parameter(name="number", source="path", annotation="int", required=True),
                            Parameter(name="vault", source="query", annotation="int", required=True),
                            Parameter(name="open", source="query", annotation="bool", required=False),
                        ],
                    )
                ],
                difference=[Difference(exchange=0, path="status", yours=422, expected=201)],
            ),
            EXISTS,
        ]
    )


def redirected() -> Report:
    return report(
        [
            check(
                message="`GET /drawers/347` answered 307, expected 200",
                exchanges=[
                    exchange(
                        came=response(307, headers=[("location", "http://127.0.0.1:8000/drawers/347/")]),
                        expected=response(200, json_body({"drawer": 347, "vault": 3})),
                        endpoint=None,
                    )
                ],
                difference=[Difference(exchange=0, path="status", yours=307, expected=200)],
            ),
            NEWEST,
        ]
    )


def websocket() -> Report:
    said = [
        Message(sender="client", text='{"drawer":347}'),
        Message(sender="server", text='{"open":true}'),
        Message(sender="client", text="close"),
    ]
    return report(
        [
            check(
                "test_door",
                "The door answers every message with its new state",
                3,
                message='The check asks: socket.receive_json() == {"open": False}\nIt found: WebSocketDisconnect: 1006',
                exchanges=[exchange("/door", response(101), response(101), kind="websocket", messages=said)],
            ),
            EXISTS,
        ]
    )


def no_exchange() -> Report:
    return report(
        [
            check(
                "test_lifespan",
                "The register is read once, at the start",
                2,
                reason=Reason.STARTUP_FAILED,
                message="The lifespan failed at start-up: FileNotFoundError: [Errno 2] No such file: 'drawers.csv'",
                traceback=[
                    Frame(file="main.py", line=9, function="lifespan", code='REGISTER = open("drawers.csv").read()')
                ],
            ),
            EXISTS,
        ]
    )


def everything_failed() -> Report:
    """Several failures in full: what fits."""
    parts = (wrong_field(), wrong_status(), no_route())
    return report([each for part in parts for each in part.checks if each.outcome is not Outcome.PASSED])


def known_mistake() -> Report:
    """Two failures of one requirement: the diagnosis stands at the first."""
    explanation = (
        "For a number that no drawer has, you answer a text\nthat says so, with status 200.\n\n"
        "A person reads the text. The scanner is a program:\n\n- it looks at the status first,\n"
        "- and 200 tells it that *all* went well.\n\n"
        "The idea: what may stand in a blank can be declared beside its type. Then a number outside never reaches\n"
        "your function."
    )
    says_so = response(200, json_body({"error": "no such drawer"}))
    refused = response(422, json_body({"detail": [{"type": "less_than_equal", "loc": ["path", "number"]}]}))
    return report(
        [
            EXISTS,
            *(
                check(
                    name,
                    title,
                    2,
                    message=f"`GET /drawers/{number}` answered 200, expected 422",
                    exchanges=[exchange(f"/drawers/{number}", says_so, refused)],
                    difference=[Difference(exchange=0, path="status", yours=200, expected=422)],
                )
                for name, title, number in (
                    ("test_next_to_the_limits[900]", LIMITS, 900),
                    ("test_far_outside", "Numbers far outside, zero and negative ones answer 422", 0),
                )
            ),
            NEWEST,
        ],
        diagnoses=[
            Diagnosis(mistake="checked-by-hand", title="The error is reported as a success", explanation=explanation)
        ],
    )


def all_passed() -> Report:
    return report([EXISTS, NEWEST], outcome=Outcome.PASSED)


KINDS: Mapping[str, Callable[[], Report]] = {
    each.__name__: each
    for each in (
        wrong_status,
        wrong_field,
        missing_field,
        list_order,
        raised,
        crashed,
        timed_out,
        syntax_error,
        no_route,
        near_miss,
        refused,
        redirected,
        websocket,
        no_exchange,
        everything_failed,
        known_mistake,
        all_passed,
    )
}

NEXT = {Outcome.PASSED: "learnfastapi next", Outcome.FAILED: "learnfastapi hint path-parameters"}


def main(arguments: Sequence[str]) -> None:
    """`python -m tests.render.kinds [--plain] [KIND …]`: look at them in this terminal."""
    is_plain = "--plain" in arguments
    for name in [each for each in arguments if each in KINDS] or KINDS:
        found = KINDS[name]()
        print(f"\n######## {name}")
        render_report(stdout_console(), found, plain=is_plain, next_command=NEXT[found.outcome])


if __name__ == "__main__":
    main(sys.argv[1:])
