"""JUnit XML: one suite for each exercise, one case for each check, in the shape that CI servers read."""

from collections.abc import Mapping
from xml.etree import ElementTree

import msgspec
import pytest

from grader.formats.junit import junit
from grader.models import Outcome, Reason
from tests.render import kinds
from tests.render.mocks import check, report

# Tag to the attributes it needs, those it may have, and the tags it may hold: what junit-10.xsd says of the parts used.
SHAPES: Mapping[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {"name", "time", "tests", "failures", "errors"}, {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"time", "skipped"},
        {"properties", "testcase", "system-out"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "testcase": ({"name"}, {"classname", "time"}, {"failure", "error", "skipped", "system-out"}),
    "failure": (set(), {"message", "type"}, set()),
    "error": (set(), {"message", "type"}, set()),
    "skipped": (set(), {"message", "type"}, set()),
    "system-out": (set(), set(), set()),
}
BROKEN = check(
    "test_b", outcome=Outcome.ERRORED, reason=Reason.CHECK_BROKEN, message="This check fails on the solution"
)


def read(*reports):
    return ElementTree.fromstring(junit(reports).encode())


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=kinds.KINDS)
def test_document_has_the_shape_of_the_schema(kind):
    for element in read(kind(), report([BROKEN])).iter():
        needed, allowed, held = SHAPES[element.tag]
        assert needed <= element.attrib.keys() <= needed | allowed
        assert {child.tag for child in element} <= held


def test_failed_check_tells_why_with_request_difference_and_place():
    failure = read(kinds.wrong_status()).find(".//failure")

    assert failure is not None
    assert failure.attrib == {"message": "`GET /drawers/900` answered 200, expected 422", "type": "assertion"}
    assert failure.text == (
        "`GET /drawers/900` answered 200, expected 422\n"
        "again: curl http://127.0.0.1:8000/drawers/900\n"
        "differs: status: yours 200, expected 422\n"
        "at: main.py:14"
    )


def test_case_is_named_by_title_and_check_and_its_class_by_the_requirement():
    case = read(kinds.wrong_status()).findall(".//testcase")[4]

    assert case.attrib == {
        "classname": "path-parameters.requirement 2",
        "name": "One below the first drawer and one above the last answer 422 (test_next_to_the_limits[900])",
        "time": "0.020",
    }


@pytest.mark.parametrize(
    ("found", "tag"),
    [
        (check(message="no"), "failure"),
        (BROKEN, "error"),
        (check(outcome=Outcome.SKIPPED, reason=Reason.NEED_FAILED, message="This one builds on: A"), "skipped"),
        (check(outcome=Outcome.PASSED), None),
    ],
)
def test_outcome_is_an_element(found, tag):
    case = read(report([found])).find(".//testcase")

    assert case is not None
    assert [child.tag for child in case] == ([tag] if tag else [])


def test_suites_and_their_sums():
    first = report([BROKEN, check(message="no")])
    second = msgspec.structs.replace(report([check(outcome=Outcome.PASSED)]), exercise="other")

    root = read(first, second)

    sums = {"tests": "3", "failures": "1", "errors": "1"}
    assert root.attrib == {"name": "learnfastapi", "time": "4.690", **sums}
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [("path-parameters", "2"), ("other", "1")]


def test_no_exercise_is_an_empty_document():
    assert read().attrib["tests"] == "0"


def test_output_and_notes_are_kept():
    found = report([check(message="no", output="hello\n")], notes=["look out"])

    suite = read(found)[0]

    assert [element.text for element in suite.iter("system-out")] == ["hello", "look out"]


def test_check_that_was_never_run_tells_the_problem():
    failure = read(kinds.syntax_error()).find(".//failure")

    assert failure is not None
    assert failure.attrib["type"] == "import_failed"
    assert failure.attrib["message"] != ""
