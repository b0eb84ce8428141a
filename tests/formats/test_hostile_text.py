"""Nothing of an answer does anything to a terminal, a log, a parser or an encoder, in whatever form a report is."""

import io
import re
from xml.etree import ElementTree

import msgspec
import pytest

from grader.formats.github import github
from grader.formats.junit import junit
from grader.formats.printable import line, lines
from grader.formats.text import text
from learnfastapi.render.console import make_console
from learnfastapi.render.report import render_report
from tests.formats.commands import commands
from tests.formats.nasty import NASTY, failing, unrunnable

TOKEN = "0123456789abcdef"
ACTED_UPON = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONGEST = 60_000

cases = pytest.mark.parametrize("nasty", NASTY.values(), ids=NASTY)
kinds = pytest.mark.parametrize("kind", [failing, unrunnable])


def rendered(report, *, plain):
    file = io.StringIO()
    render_report(make_console(file, {}), report, plain=plain)
    return file.getvalue()


def of_github(report):
    return github(report, folder="double", app_file="main.py", token=TOKEN)


FORMS = {
    "text": text,
    "junit": lambda report: junit([report]),
    "github": of_github,
    "terminal": lambda report: rendered(report, plain=False),
    "plain": lambda report: rendered(report, plain=True),
}


@cases
@kinds
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_nothing_in_it_is_acted_upon(form, kind, nasty):
    shown = form(kind(nasty))

    assert ACTED_UPON.findall(shown) == []
    assert shown.encode("utf-8").decode() == shown


@cases
@kinds
@pytest.mark.parametrize("form", [text, of_github], ids=["text", "github"])
def test_no_line_is_endless(form, kind, nasty):
    assert max(map(len, form(kind(nasty)).splitlines())) < LONGEST


@cases
@kinds
def test_document_can_be_read_and_has_one_case_for_each_check(kind, nasty):
    report = kind(nasty)

    root = ElementTree.fromstring(junit([report]).encode())

    assert [case.get("time") for case in root.iter("testcase")] == ["0.020"] * len(report.checks)
    assert {element.tag for element in root.iter()} <= {
        *("testsuites", "testsuite", "properties", "property", "testcase"),
        *("failure", "error", "skipped", "system-out"),
    }


@cases
@kinds
def test_only_our_commands_are_commands(kind, nasty):
    found = commands(of_github(kind(nasty)))

    names = [command.name for command in found]
    errors = 1 if kind is unrunnable else 3
    assert names == [*["error"] * errors, "notice", "notice", "group", "stop-commands", TOKEN, "endgroup"]
    assert {key for command in found for key in command.properties} <= {"file", "line", "title"}


@pytest.mark.parametrize("name", ["command", "stopped commands"])
def test_what_an_answer_printed_is_no_command_in_a_log_of_text(name):
    report = failing("nothing")
    printed = [msgspec.structs.replace(each, output=NASTY[name]) for each in report.checks]

    assert commands(text(msgspec.structs.replace(report, checks=printed))) == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("a\tb", "a   b"),
        ("a\r\nb", "a\\nb"),
        ("\x1b[1m", "\\x1b[1m"),
        ("\ud800", "\\ud800"),
        ("é\N{PILE OF POO}", "é\N{PILE OF POO}"),
        ("x" * 1_001, "x" * 1_000 + "... (1 more characters)"),
    ],
)
def test_line_is_one_line(given, shown):
    assert line(given) == shown


def test_lines_end_where_something_stands():
    assert lines("a\n\n b\n\n") == ["a", "", " b"]
