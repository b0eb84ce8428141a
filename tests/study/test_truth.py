"""What a lesson's program really answers, with the lesson's values and with others."""

import re
from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest

from grader.course.examples.models import ShownResponse
from grader.course.examples.process import Response
from learnfastapi.study.material import Material
from learnfastapi.study.truth import truth_of, varied
from learnfastapi.study.varying import alike, variants_of


def shown(body: str, status: int = 200) -> ShownResponse:
    return ShownResponse(status=status, is_prediction=True, headers=(), body=body)


def came(body: str, status: int = 200) -> Response:
    return Response(status=status, headers=(), body=body, failure=None)


def test_the_program_is_asked_what_came_before_too(material: Material):
    assert truth_of(material.predictions[1]).body == '{"gate":4,"before":1}'


def test_what_cannot_be_run_is_what_the_lesson_shows(material: Material):
    broken = replace(material.predictions[1].program, source="import nothing_of_this_name\n")

    truth = truth_of(replace(material.predictions[1], program=broken))

    assert (truth.status, truth.body) == (200, '{"gate": 4, "before": 1}')


def test_a_program_that_hangs_is_ended(material: Material):
    endless = replace(material.predictions[1].program, source="while True:\n    pass\n")

    truth = truth_of(replace(material.predictions[1], program=endless), time_limit_seconds=1)

    assert truth.status == 200


def test_a_program_that_is_not_wanted_any_more_is_ended(material: Material):
    endless = replace(material.predictions[1].program, source="while True:\n    pass\n")
    stop = Event()
    stop.set()

    truth = truth_of(replace(material.predictions[1], program=endless), stop, time_limit_seconds=600)

    assert truth.status == 200


def test_other_values_come_with_their_own_truth(material: Material):
    exchange, truth = varied(material.predictions[1], seed=1)

    assert exchange.request.path != "/gates/4"
    number = exchange.request.path.removeprefix("/gates/")
    assert truth.body == f'{{"gate":{number},"before":1}}'


def test_the_same_seed_gives_the_same_values(material: Material):
    first, again = (varied(material.predictions[1], seed=3)[0] for _ in range(2))

    assert first.request == again.request


def test_a_request_without_a_number_stays(material: Material):
    exchange, truth = varied(material.predictions[0], seed=1)

    assert (exchange, truth.status) == (material.predictions[0].exchange, 422)


def test_values_that_change_what_is_to_be_known_are_not_taken(material_of: Callable[[str], Material], lesson_text: str):
    limited = lesson_text.replace(
        "    opened.append(number)", "    if number != 4:\n        raise ValueError\n    opened.append(number)"
    )
    material = material_of(limited)

    exchange, _ = varied(material.predictions[1], seed=1)

    assert exchange.request.path == "/gates/4"


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/stops/7.0", r"/stops/\d\.0"),
        ("/stops/-12", r"/stops/-\d\d"),
        ("/stops/007", "/stops/007"),
        ("/v2x/9", r"/v2x/\d"),
    ],
)
def test_numbers_keep_their_form(material: Material, path: str, pattern: str):
    exchange = material.predictions[1].exchange
    asked = replace(exchange, request=replace(exchange.request, path=path))

    paths = [each.request.path for each in variants_of(asked, seed=1)]

    assert [each for each in paths if not re.fullmatch(pattern, each)] == []
    assert (paths == []) is (path == pattern)  # which says that nothing may change


def test_numbers_of_a_body_change_and_names_do_not(material: Material):
    exchange = material.predictions[1].exchange
    body = '{"a1": [25, true, null, 0], "plate": "AB 204", "n": 1}'

    (first, *_) = variants_of(replace(exchange, request=replace(exchange.request, body=body)), seed=1)

    assert '"a1": [' in first.request.body
    assert ", true, null, 0]" in first.request.body
    assert '"plate": "AB ' in first.request.body
    assert first.request.body != body


def test_a_body_keeps_its_layout(material: Material):
    exchange = material.predictions[1].exchange
    body = '{\n  "load": 25,\n  "tiny": 1e-7,\n  "huge": 1E20\n}'

    (first, *_) = variants_of(replace(exchange, request=replace(exchange.request, path="/", body=body)), seed=1)

    assert re.fullmatch(re.escape(body).replace("25", r"(?!25)\d\d"), first.request.body)


@pytest.mark.parametrize("body", ['{"name":"x"}', '{"a": 1e20}', '{"a": NaN}', "a=25"])
def test_a_body_in_which_nothing_may_change_is_no_other_request(material: Material, body: str):
    exchange = material.predictions[1].exchange

    assert [*variants_of(replace(exchange, request=replace(exchange.request, path="/", body=body)), seed=1)] == []


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ('{"a": 5}', '{"a": 7}', True),
        ('{"a": "x"}', '{"a": 7}', False),
        ('{"a": 5, "b": 1}', '{"a": 7}', False),
        ('{"a": 5, "b": 1}', '{"a": 7, "…": "…"}', True),
        ('{"a": true}', '{"a": false}', False),
        ("[1, 2, 3]", "[1, …]", True),
        ("[1]", "[1, 2]", False),
        ('{"loc": ["path", "a"]}', '{"loc": ["query", "a"]}', False),
        ('{"type": "missing"}', '{"type": "int_parsing"}', False),
        ("plain", "other", True),
        ("plain", "{}", False),
    ],
)
def test_answers_that_differ_in_values_only(one: str, other: str, is_alike: bool):
    assert alike(came(one), shown(other)) is is_alike


def test_another_status_is_not_alike():
    assert not alike(came("{}", 201), shown("{}"))
