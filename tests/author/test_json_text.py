"""A shown JSON text, brought up to date with what came."""

import pytest

from grader.author.json_text import updated

LONG = '{"name": "Ostrowski", "climbers": 3, "shoes": false, "note": null, "wall": 2}'


@pytest.mark.parametrize(
    "shown, came, expected",
    [
        pytest.param('{"a": 1}', '{"a":2}', '{"a": 2}', id="value"),
        pytest.param('{\n  "a":  1,\n  "b": 2\n}', '{"a":1,"b":3}', '{\n  "a":  1,\n  "b": 3\n}', id="layout"),
        pytest.param('{"a": "…", "b": 2}', '{"a":7,"b":3}', '{"a": "…", "b": 3}', id="value-left-out"),
        pytest.param('{"a": 1, "…": "…"}', '{"a":2,"b":3}', '{"a": 2, "…": "…"}', id="keys-left-out"),
        pytest.param('{"a": 1, "c": 2, "…": "…"}', '{"a":1,"b":3}', '{"a": 1, "…": "…"}', id="key-gone"),
        pytest.param('{"b": {"x": 1}}', '{"a":1,"b":{"x":2}}', '{"a": 1, "b": {"x": 2}}', id="key-more"),
        pytest.param('{"a": 1, "b": 2}', '{"b":2}', '{"b": 2}', id="key-less"),
        pytest.param("[1, …]", "[2, 3, 4]", "[2, …]", id="rest-of-a-list"),
        pytest.param("[…, 9]", "[2, 3, 4]", "[…, 4]", id="beginning-of-a-list"),
        pytest.param('["…", 9]', "[4]", '["…", 4]', id="rest-that-is-empty"),
        pytest.param("[1, …, 2]", "[7]", "[7]", id="list-too-short-for-its-rest"),
        pytest.param('[{"a": "…"}, 2]', '[{"a":5}]', '[{"a": "…"}]', id="list-shorter"),
        pytest.param("[1]", "[1, 2, {}]", "[1, 2, {}]", id="list-longer"),
        pytest.param('{"a": "2026-…"}', '{"a":"2026-01-02"}', '{"a": "2026-…"}', id="text-in-part"),
        pytest.param('{"a": "2025-…"}', '{"a":"2026-01-02"}', '{"a": "2026-01-02"}', id="text-in-part-that-is-wrong"),
        pytest.param('{"a": "\\u00e9 \\" ,]"}', '{"a":"é"}', '{"a": "é"}', id="escapes"),
        pytest.param('{"a": [1, {"b": true}]}', '{"a":[1,{"b":1}]}', '{"a": [1, {"b": 1}]}', id="true-is-not-1"),
        pytest.param("1", '{"a":[]}', '{"a": []}', id="another-kind"),
        pytest.param("", "null", "null", id="nothing-shown"),
        pytest.param("Not Found", '{"detail":"Not Found"}', '{"detail": "Not Found"}', id="text-shown"),
        pytest.param('{"a": 1}', "Internal Server Error", None, id="no-json"),
        pytest.param(
            '{"party": 1, "n": 1}',
            f'{{"party":{LONG},"n":1}}',
            '{\n  "party": {\n    "name": "Ostrowski",\n    "climbers": 3,\n    "shoes": false,\n    "note": null,\n'
            '    "wall": 2\n  },\n  "n": 1\n}',
            id="too-long-for-a-line",
        ),
        pytest.param(
            '{"list": [1], "…": "…"}',
            f'{{"list":[{", ".join("123456789" for _ in range(3))}, "{"x" * 60}"],"n":1}}',
            '{\n  "list": [\n    123456789,\n    123456789,\n    123456789,\n    "'
            + "x" * 60
            + '"\n  ],\n  "…": "…"\n}',
            id="too-long-for-a-line-with-keys-left-out",
        ),
    ],
)
def test_updated_json(shown: str, came: str, expected: str | None):
    assert updated(shown, came) == expected
