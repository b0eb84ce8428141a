import io
import re

import pytest

from grader.models import (
    Body,
    Diagnosis,
    Difference,
    Endpoint,
    Frame,
    Local,
    Message,
    Outcome,
    Parameter,
    Reason,
    Routes,
    SourceLine,
    Unreachable,
)
from learnfastapi.render.console import make_console
from learnfastapi.render.look import Look
from learnfastapi.render.report import render_report, report_lines
from tests.render.kinds import (
    EXISTS,
    KINDS,
    LIMITS,
    NEWEST,
    NEXT,
    everything_failed,
    known_mistake,
    list_order,
    wrong_status,
)
from tests.render.mocks import check, exchange, json_body, passed, report, response, text_body

HOSTILE = "\x1b[2Jgone\x9b\u202e"
MARKUP = "[red]x[/red]"


def text_of(found, **look):
    return "\n".join(line.plain for line in report_lines(found, Look(**look)))


def failure_of(found, **look):
    """What comes below the title of the only failure, but for the command that sends its request again."""
    _headline, _requirements, _title, *failure, _foot = text_of(found, **look).split("\n\n")
    return re.sub(r"\n  again     .*", "", "\n\n".join(failure))


@pytest.mark.parametrize("kind", KINDS)
def test_report_is_shown_whole(kind, console, expected):
    found = KINDS[kind]()

    render_report(console, found, next_command=NEXT[found.outcome])

    assert console.file.getvalue() == expected(kind)


@pytest.mark.parametrize(
    "kind",
    [
        *("missing_field", "wrong_status", "everything_failed", "known_mistake", "syntax_error", "all_passed"),
        *("raised", "near_miss", "refused"),
    ],
)
@pytest.mark.parametrize("columns", ["40", "120"])
def test_plain_report_is_the_same_at_any_width(kind, columns, expected):
    console = make_console(io.StringIO(), {"COLUMNS": columns})
    found = KINDS[kind]()

    render_report(console, found, plain=True, next_command=NEXT[found.outcome])

    assert console.file.getvalue() == expected(f"plain_{kind}")


def test_plain_report_has_no_colour_on_a_terminal(screen, expected):
    console = screen()

    render_report(console, wrong_status(), plain=True, next_command=NEXT[Outcome.FAILED])

    assert console.file.getvalue() == expected("plain_wrong_status")


def test_report_on_a_stream_that_has_only_ascii(expected):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n")

    render_report(make_console(stream, {}), list_order(), next_command=NEXT[Outcome.FAILED])

    stream.flush()
    assert stream.buffer.getvalue().decode("ascii") == expected("ascii_list_order")


def test_report_at_60_columns(expected):
    console = make_console(io.StringIO(), {"COLUMNS": "60"})

    render_report(console, wrong_status(), next_command=NEXT[Outcome.FAILED])

    assert console.file.getvalue() == expected("narrow_wrong_status")


def test_colour_takes_the_place_of_backticks(screen, unstyled):
    console = screen(height=60)

    render_report(console, wrong_status(), next_command="learnfastapi hint")

    assert "\x1b[36mlearnfastapi hint\x1b[0m" in console.file.getvalue()
    assert "`" not in unstyled(console)


def test_no_color_keeps_backticks_on_a_terminal(screen, unstyled):
    console = screen(height=60, NO_COLOR="1")

    render_report(console, wrong_status(), next_command="learnfastapi hint")

    assert unstyled(console).endswith("Next: `learnfastapi hint`\n")
    assert "\x1b[3" not in console.file.getvalue()


PLACES = {
    "path": lambda text: exchange(f"/{text}", response(200)),
    "method": lambda text: exchange(came=response(200), method=text),
    "request header": lambda text: exchange(came=response(200), headers=[("cookie", text)]),
    "request body": lambda text: exchange(came=response(200), body=text_body(text)),
    "text body": lambda text: exchange(came=response(200, text_body(text))),
    "JSON value": lambda text: exchange(came=response(200, json_body([text]))),
    "JSON key": lambda text: exchange(came=response(200, json_body({text: 1}))),
    "response header": lambda text: exchange(came=response(302, headers=[("location", text)])),
    "function": lambda text: exchange(
        came=response(200), endpoint=Endpoint(function=f"f{text}", file="main.py", line=1)
    ),
    "error": lambda text: exchange(came=response(500), error=f"ValueError: {text}"),
    "code": lambda text: exchange(
        came=response(500),
        error="ValueError",
        traceback=[Frame(file=text, line=1, function=text, code=text)],
    ),
    "code around": lambda text: exchange(
        came=response(500),
        error="ValueError",
        traceback=[Frame(file="a", line=1, function="f", code="", around=[SourceLine(line=1, code=text)])],
    ),
    "value": lambda text: exchange(
        came=response(500),
        error="ValueError",
        traceback=[Frame(file="a", line=1, function="f", code="", locals=[Local(name=text, value=text)])],
    ),
    "clue": lambda text: exchange(came=response(404), clues=[text]),
    "parameter": lambda text: exchange(
        came=response(422), parameters=[Parameter(name=text, source="path", annotation=text, required=True)]
    ),
    "fault": lambda text: exchange(fault=text),
    "message": lambda text: exchange(
        came=response(101), kind="websocket", messages=[Message(sender="server", text=text)]
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_escape_sequences_are_shown_and_not_sent(place, screen, unstyled):
    console = screen(height=60)

    render_report(console, report([check(exchanges=[PLACES[place](HOSTILE)])]))

    shown = unstyled(console)
    assert "[2Jgone" in shown
    assert not any(char in shown for char in "\x1b\x9b\u202e")


@pytest.mark.parametrize("place", PLACES)
def test_markup_is_shown_and_not_followed(place, screen, unstyled):
    console = screen(height=60)

    render_report(console, report([check(exchanges=[PLACES[place](MARKUP)])]))

    assert MARKUP in unstyled(console)


@pytest.mark.parametrize("text", [HOSTILE, MARKUP], ids=["escape", "markup"])
@pytest.mark.parametrize(
    "found",
    [
        lambda text: report([check(output=text)]),
        lambda text: report([check(message=text)]),
        lambda text: report([EXISTS], problem=text),
        lambda text: report([EXISTS], notes=[text]),
        lambda text: report(
            [
                check(
                    exchanges=[exchange(came=response(200), expected=response(200))],
                    difference=[Difference(exchange=0, path=f"$.{text}", yours=text, expected=text[1:])],
                )
            ]
        ),
    ],
    ids=["output", "message", "problem", "note", "difference"],
)
def test_other_data_is_harmless_too(found, text, screen, unstyled):
    console = screen(height=60)

    render_report(console, found(text))

    shown = unstyled(console)
    assert text.strip("\x1b\x9b\u202e") in shown
    assert not any(char in shown for char in "\x1b\x9b\u202e")


def test_long_body_is_capped_in_lines_and_columns():
    body = text_body("\n".join(["a" * 200, *(f"line {number}" for number in range(2, 60))]))
    found = report([check(exchanges=[exchange(came=response(200, body))])])

    lines = failure_of(found).split("\n")

    assert lines[3] == "            " + "a" * 67 + "…"
    assert lines[-2:] == ["            line 19", "            … 40 more lines"]


def test_body_that_was_cut_says_its_whole_size():
    body = Body(text="aaa", bytes=10_485_760, truncated=True)

    shown = failure_of(report([check(exchanges=[exchange(came=response(200, body))])]))

    assert shown == (
        "  asked     GET /drawers/347\n"
        "  answered  200 OK by `read_drawer`, main.py line 14\n"
        "            content-type: text/plain; charset=utf-8\n"
        "            aaa\n"
        "            10,485,760 bytes in all"
    )


def test_body_that_is_no_text_is_counted():
    found = report([check(exchanges=[exchange(came=response(200, Body(base64="iVBORw==", bytes=4)))])])

    assert failure_of(found).endswith("            4 bytes that are no text")


def test_refusal_that_is_too_long_is_told_in_one_line_for_each_error():
    errors = [
        {"type": "missing", "loc": ["query", f"part_{number}"], "msg": "Field required", "input": None}
        for number in range(4)
    ]
    found = report([check(exchanges=[exchange(came=response(422, json_body({"detail": errors})))])])

    assert failure_of(found).split("\n")[2:] == [
        f'            {{"loc": ["query", "part_{number}"], "msg": "Field required"}}' for number in range(4)
    ]


@pytest.mark.parametrize("detail", [["x"] * 40, [{"loc": [[]], "msg": "x"}] * 40, {"a": ["x"] * 40}])
def test_refusal_of_another_form_is_shown_as_it_is(detail):
    found = report([check(exchanges=[exchange(came=response(422, json_body({"detail": detail})))])])

    assert '\n              "detail": ' in failure_of(found)


def test_deeply_nested_body_is_not_our_crash():
    value = []
    for _ in range(5_000):
        value = [value]
    found = report([check(exchanges=[exchange(came=response(200, Body(json=value, bytes=10_000)))])])

    assert failure_of(found).endswith("            (too deeply nested to be shown)")


def test_method_that_no_route_takes():
    came = response(405, json_body({"detail": "Method Not Allowed"}), [("allow", "GET")])
    found = report([check(exchanges=[exchange("/drawers", came, method="POST", endpoint=None)])])

    assert failure_of(found) == (
        "  asked     POST /drawers\n"
        "  answered  405 Method Not Allowed: no route of your app takes POST at this\n"
        "            address\n"
        "            allow: GET\n"
        '            {"detail": "Method Not Allowed"}'
    )


def test_redirect_that_takes_the_slash_away():
    came = response(307, headers=[("location", "http://127.0.0.1:8000/drawers?page=2")])
    found = report([check(exchanges=[exchange("/drawers/?page=2", came, endpoint=None)])])

    assert failure_of(found) == (
        "  asked     GET /drawers/?page=2\n"
        "  answered  307 Temporary Redirect: the address asked for ends in a slash, your\n"
        "            route does not\n"
        "            location: http://127.0.0.1:8000/drawers?page=2"
    )


def test_exchange_that_differs_is_shown_among_the_others():
    found = report(
        [
            check(
                exchanges=[
                    exchange("/drawers/101", response(200), response(200)),
                    exchange("/drawers/900", response(200), response(422)),
                    exchange("/drawers/901", response(200), response(422), process=2),
                    exchange("/drawers/902", fault="gone"),
                ],
                difference=[Difference(exchange=1, path="status", yours=200, expected=422)],
            )
        ]
    )

    assert failure_of(found) == (
        "  before    GET /drawers/101 → 200\n"
        "  asked     GET /drawers/900\n"
        "  answered  200 OK by `read_drawer`, main.py line 14\n"
        "            no body\n"
        "  expected  422 Unprocessable Content\n"
        "  after     GET /drawers/901 → 200 (expected 422) (process 2)\n"
        "            GET /drawers/902 → nothing"
    )


def test_without_a_difference_the_exchange_with_an_error_is_shown():
    found = report(
        [
            check(
                message="The check asks: len(answers) == 2\nIt found: 1 == 2",
                exchanges=[
                    exchange("/first", response(500), error="KeyError: 'a'"),
                    exchange("/second", response(200, json_body(1))),
                ],
            )
        ]
    )

    assert failure_of(found) == (
        "  asked     GET /first\n"
        "  answered  500 Internal Server Error by `read_drawer`, main.py line 14\n"
        "  raised    KeyError: 'a'\n"
        "  why       The check asks: len(answers) == 2\n"
        "            It found: 1 == 2\n"
        "  after     GET /second → 200"
    )


def test_long_traceback_keeps_its_innermost_calls():
    frames = [Frame(file="main.py", line=number, function="again", code="again()") for number in range(1, 90)]
    found = report([check(exchanges=[exchange(came=response(500), error="RecursionError: deep", traceback=frames)])])

    lines = failure_of(found).split("\n")

    assert lines[2:6] == [
        "  raised    RecursionError: deep",
        "            … 84 calls before this",
        "            main.py:85 in again",
        "                again()",
    ]


def frame(code: list[str], line: int, **more: object) -> Frame:
    around = [SourceLine(line=number, code=text) for number, text in enumerate(code, start=98)]
    return Frame(file="main.py", line=line, function="f", code=code[line - 98].strip(), around=around, **more)


def test_code_around_the_innermost_line_is_numbered_and_marked():
    outer = frame(["    one()", "    two()"], 99)
    inner = frame(["", "    if x:", "        fail(" + "x" * 80, "", "    y", "", "def next():"], 100)
    found = report([check(exchanges=[exchange(came=response(500), error="E", traceback=[outer, inner])])])

    assert failure_of(found).split("\n")[2:] == [
        "  raised    E",
        "            main.py:99 in f",
        "                two()",
        "            main.py:100 in f",
        "                 99  if x:",
        "              > 100      fail(" + "x" * 49 + "…",
        "                101",
        "                102  y",
    ]


def test_code_around_is_told_in_words_when_plain():
    found = report(
        [check(exchanges=[exchange(came=response(500), error="E", traceback=[frame(["a", "b", "", "c"], 99)])])]
    )

    assert "raised: E\n    main.py:99 in f\n      line 98: a\n      line 99, here: b\n      line 101: c" in text_of(
        found, plain=True
    )


def test_values_are_capped():
    names = [Local(name=f"name_{number}", value="x" * 100) for number in range(12)]
    frames = [frame(["a"], 98, locals=names)]
    found = report([check(exchanges=[exchange(came=response(500), error="E", traceback=frames)])])

    lines = failure_of(found).split("\n")
    assert lines[5] == "  values    name_0 = " + "x" * 58 + "…"
    assert lines[-1] == "            … 5 more names"


def test_where_it_hangs_shows_the_code_around_too():
    found = report([check(reason=Reason.TIMED_OUT, message="late", traceback=[frame(["a", "b"], 99)])])

    assert "  at        main.py:99 in f\n                98  a\n              > 99  b" in text_of(found)


def test_many_unreachable_routes_are_counted():
    routes = [Unreachable(method="any", path=f"/{number}", shadowed_by="/") for number in range(5)]

    shown = text_of(report([EXISTS], routes=Routes(unreachable=routes)))

    assert "Note: `/0` can never be reached: `/` above it takes its requests.\n" in shown
    assert shown.count("can never be reached: ") == 3
    assert "Note: 2 more routes can never be reached.\n" in shown


def test_clue_takes_the_place_of_what_a_redirect_says():
    came = response(307, headers=[("location", "http://127.0.0.1:8000/drawers")])
    found = report([check(exchanges=[exchange("/drawers/", came, endpoint=None, clues=["Write `/drawers/`."])])])

    assert failure_of(found) == (
        "  asked     GET /drawers/\n"
        "  answered  307 Temporary Redirect\n"
        "            location: http://127.0.0.1:8000/drawers\n"
        "  why       Write `/drawers/`."
    )


def test_function_for_another_method_did_not_answer():
    found = report([check(exchanges=[exchange(came=response(405, json_body({"detail": "Method Not Allowed"})))])])

    assert "read_drawer" not in failure_of(found)


def test_message_that_says_more_than_the_exchange_is_kept():
    found = report([check(message="ids must not be used twice", exchanges=[exchange(came=response(200))])])

    assert failure_of(found).endswith("\n  why       ids must not be used twice")


def test_only_the_first_failures_are_shown_in_full():
    shown = text_of(everything_failed(), height=None)
    one = "\n".join(line.plain for line in report_lines(everything_failed(), Look(), max_failures=1))

    assert shown.count("  asked     ") == 3
    assert one.count("  asked     ") == 1
    assert "\n\n2 more failures: `learnfastapi check path-parameters --only 2` shows the next\n" in one


def test_next_failure_of_the_same_requirement_is_named_by_its_check():
    found = report([check("test_a[1]", "A"), check("test_a[2]", "A"), check("test_b[1]", "B")])

    shown = "\n".join(line.plain for line in report_lines(found, Look(), max_failures=1))

    assert "\n1 more failure: `learnfastapi check path-parameters --only test_b` shows it\n" in shown


def test_command_is_not_broken_over_lines():
    name = "test_packet_in_a_drawer_that_cannot_be"
    found = report([check("test_a", "A"), check(name, "B")])

    shown = "\n".join(line.plain for line in report_lines(found, Look(), max_failures=1))

    assert f"\n1 more failure; to see it:\n  `learnfastapi check path-parameters --only {name}`\n" in shown


@pytest.mark.parametrize(
    "kind",
    [
        *("wrong_status", "missing_field", "list_order", "raised", "timed_out", "everything_failed", "websocket"),
        *("near_miss", "refused"),
    ],
)
def test_first_failure_is_on_a_screen_of_24_lines(kind, screen, unstyled):
    console = screen(height=24)

    render_report(console, KINDS[kind](), next_command="learnfastapi hint")

    last_screen = unstyled(console).removesuffix("\n").split("\n")[-23:]
    assert any(line.startswith("✗ ") and "failed" not in line for line in last_screen)
    assert any(line.startswith("  asked     ") for line in last_screen)


def test_second_failure_is_shown_only_where_there_is_room(screen, unstyled):
    small, large = screen(height=24), screen(height=60)

    render_report(small, everything_failed(), next_command="learnfastapi hint")
    render_report(large, everything_failed(), next_command="learnfastapi hint")

    assert unstyled(small).count("  asked     ") == 1
    assert unstyled(large).count("  asked     ") == 3


def test_file_that_holds_colours_is_no_screen():
    console = make_console(io.StringIO(), {"FORCE_COLOR": "1", "TERM": "xterm"})

    render_report(console, everything_failed())

    assert "\x1b[31m" in console.file.getvalue()
    assert console.file.getvalue().count("asked     ") == 3


def test_checks_that_were_skipped_or_are_broken_are_marked():
    found = report(
        [
            check("test_a", "A", outcome=Outcome.SKIPPED, reason=Reason.NEED_FAILED),
            check("test_b", "B", outcome=Outcome.ERRORED, reason=Reason.CHECK_BROKEN, message="It fails on ours too"),
            NEWEST,
        ],
        outcomes=[Outcome.ERRORED, Outcome.SKIPPED, Outcome.PASSED],
        outcome=Outcome.ERRORED,
        texts=("one", "two", "three"),
    )

    assert text_of(found) == (
        "`path-parameters`: a check of the course is broken, which is not your answer's\n"
        "fault\n"
        "\n"
        "!  1 broken   one\n"
        "    – A (skipped)\n"  # noqa: RUF001
        "    ! B\n"
        "–  2 not run  two\n"  # noqa: RUF001
        "✓  3 passed   three\n"
        "\n"
        "! B\n"
        "  1. one\n"
        "\n"
        "  why       It fails on ours too\n"
        "\n"
        "2.3 s, seed 481516 (`--seed 481516` sends the same requests again)"
    )


def test_cases_of_a_check_are_one_line():
    found = report([check(f"test_limits[{number}]", LIMITS, 2) for number in (99, 900)])

    assert f"\n    ✗ {LIMITS} (2 of 2\n      cases)\n" in text_of(found)


def test_checks_that_wait_for_another_are_counted():
    waiting = [check(name, name, outcome=Outcome.SKIPPED) for name in ("test_b", "test_c[1]", "test_c[2]")]
    found = report([check("test_a", "A"), *waiting, NEWEST], texts=("one", "two", "three"))

    assert text_of(found).split("\n\n")[1].split("\n")[:3] == [
        "✗  1 failed   one",
        "    ✗ A",
        "    – 2 more checks, which need others to pass first",  # noqa: RUF001
    ]


def test_limited_report_says_that_it_is_one():
    found = report([EXISTS], only="1", outcome=Outcome.PASSED, texts=("one", "two"))

    assert text_of(found) == (
        "`path-parameters`, only requirement 1: passed\n"
        "\n"
        "✓  1 passed   one\n"
        "\n"
        "Note: This was a part. Without `--only`, all requirements are checked.\n"
        "2.3 s, seed 481516 (`--seed 481516` sends the same requests again)"
    )


def test_report_limited_to_a_check_names_it():
    found = report([check("test_a", "A")], only="test_a", texts=("one", "two"))

    assert text_of(found).startswith("`path-parameters`, only `test_a`: not passed\n\n✗  1 failed   one\n")


def test_check_without_a_requirement_is_listed_and_shown():
    found = report([check("test_a", "A", None, message="No."), NEWEST], texts=("one",))

    assert text_of(found).split("\n\n")[1:-1] == ["✓  1 passed   one\n    ✗ A", "✗ A", "  why       No."]


def test_known_mistake_is_explained():
    mistake = Diagnosis(mistake="x", title="The error is a success", explanation="It says\n200.\n\nUse `Path`.")
    found = report([check(message="No."), NEWEST], diagnoses=[mistake])

    assert failure_of(found) == "  why       No.\n\n  The error is a success\n\n  It says 200.\n\n  Use `Path`."


def test_diagnosis_leaves_out_the_symptom_where_it_would_not_fit():
    lines = text_of(known_mistake(), height=24).split("\n\n")

    at = lines.index("  The error is reported as a success")
    assert lines[at + 1] == "  A person reads the text. The scanner is a program:"


def test_diagnosis_is_cut_where_nothing_else_helps():
    told = Diagnosis(mistake="x", title="It is long", explanation="\n\n".join(f"Paragraph {n}." for n in range(30)))
    found = report([check(message="No."), NEWEST], diagnoses=[told])

    paragraphs = text_of(found, height=24).partition("It is long\n\n")[2].split("\n\n")
    assert paragraphs[0] == "  Paragraph 1."
    assert paragraphs[-2] == "  Paragraph 6.\n  … 46 more lines"


def test_unreachable_routes_are_named():
    routes = Routes(unreachable=[Unreachable(method="GET", path="/users/me", shadowed_by="/users/{user_id}")])

    assert (
        "\nNote: `GET /users/me` can never be reached: `/users/{user_id}` above it takes\nits requests.\n"
        in text_of(report([EXISTS], routes=routes))
    )


def test_caret_stays_below_its_place_in_a_long_line():
    code = "    call(" + "a, " * 60 + "b c)"
    problem = f"`main.py`, line 1: invalid syntax\n{code}\n{' ' * code.index('b c')}^\n\nMend it."

    lines = text_of(report([EXISTS], problem=problem)).split("\n")

    column = lines[4].index("^")
    assert lines[3][column : column + 3] == "b c"
    assert max(map(len, lines)) <= 80


def test_passing_checks_of_a_passed_requirement_are_not_listed():
    found = report([passed("test_a", "A", 1)], texts=("one",), outcome=Outcome.PASSED)

    assert "A" not in text_of(found).split()


def test_number_counts_all_requests_of_the_report():
    found = report(
        [
            check("test_a", outcome=Outcome.PASSED, exchanges=[exchange(), exchange()]),
            check("test_b", message="no", exchanges=[exchange(), exchange(came=response(500), error="KeyError: 1")]),
        ]
    )

    assert "\n  again     `learnfastapi replay 4 path-parameters`\n" in text_of(found)
