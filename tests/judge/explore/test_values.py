"""What values are made for a JSON schema."""

import random
import re

import pytest

from grader.judge.explore.values import Values

DOCUMENT = {
    "components": {
        "schemas": {
            "Tree": {
                "type": "object",
                "required": ["name"],
                "properties": {
                    "name": {"type": "string", "maxLength": 3},
                    "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
                },
            }
        }
    }
}


@pytest.mark.parametrize(
    ("schema", "edges"),
    [
        pytest.param(
            {"type": "integer", "minimum": 1, "maximum": 5}, [0, 1, 2, 4, 5, 6, "x", 1.5, None, []], id="whole"
        ),
        pytest.param(
            {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 4},
            [0, 1, 2, 3, 4, "x", 1.5, None, []],
            id="exclusive",
        ),
        pytest.param({"type": "integer"}, [0, -1, 1_000_000, "x", 1.5, None, []], id="any whole number"),
        pytest.param(
            {"type": "integer", "minimum": 1, "maximum": 7, "multipleOf": 3},
            [0, 1, 2, 6, 7, 8, "x", 1.5, None, [], 3, 9],
            id="multiple",
        ),
        pytest.param({"type": "number", "maximum": 2}, [1.5, 2.0, 2.5, 0.0, -1.5, "x", None, []], id="number"),
        pytest.param({"type": "boolean"}, [True, False, "maybe", 7, None, []], id="truth value"),
        pytest.param(
            {"type": "string", "minLength": 1, "maxLength": 3},
            ["", "b", "bb", "bbb", "bbbb", "näïve ☃", "näï", " oak ", None, 5, ["a"]],
            id="text",
        ),
        pytest.param(
            {"type": "string", "format": "date"},
            ["2024-02-29", "2023-02-29", "no-date", "", None, ["a"]],
            id="date, without a number, which may be read as a time",
        ),
        pytest.param({"enum": ["a", "b"]}, ["a", "b", "no-such-word", None, []], id="enum"),
        pytest.param(
            {"anyOf": [{"type": "boolean"}, {"type": "null"}]}, [True, False, "maybe", 7, None, []], id="either"
        ),
    ],
)
def test_edges(schema, edges):
    found = Values({}).edges(schema, random.Random(1))

    assert sorted(map(repr, found)) == sorted(map(repr, edges))


def test_edges_of_a_list_are_its_lengths_and_those_of_one_item():
    schema = {"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 2}

    found = Values({}).edges(schema, random.Random(1))

    assert {len(value) for value in found if isinstance(value, list)} == {0, 1, 2, 3}
    assert all(each in found for each in (["maybe"], [7], [None], "oak", None, {}))


def test_edges_of_an_object_change_one_key_at_a_time():
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "boolean"}, "b": {"type": "boolean", "default": False}},
    }

    found = Values({}).edges(schema, random.Random(1))

    assert {} in found
    assert [] in found
    assert None in found
    assert any(isinstance(value, dict) and "no_such_key" in value for value in found)
    objects = [value for value in found if isinstance(value, dict) and value and "no_such_key" not in value]
    wrong = [[key for key, inner in value.items() if not isinstance(inner, bool)] for value in objects]
    assert max(map(len, wrong)) == 1
    assert {key for keys in wrong for key in keys} == {"a", "b"}


@pytest.mark.parametrize(
    "pattern", [r"^\d{4}$", r"^[A-Z]{3}-\d+$", r"^(oak|ash)\s?\w*$", r"^[^0-9]{2,5}$", r"^a.b?c*$", r"[a-f0-9]{8}"]
)
def test_drawn_text_matches_its_pattern(pattern):
    rng = random.Random(1)

    found = [Values({}).draw({"type": "string", "pattern": pattern}, rng) for _ in range(20)]

    assert [text for text in found if re.search(pattern, text) is None] == []
    assert "" not in found


@pytest.mark.parametrize(
    ("schema", "is_right"),
    [
        ({"type": "integer", "minimum": 3, "maximum": 5}, lambda value: type(value) is int and 3 <= value <= 5),
        ({"type": "integer", "exclusiveMaximum": 0}, lambda value: value < 0),
        ({"type": "integer", "multipleOf": 5, "minimum": 7}, lambda value: value % 5 == 0 and value >= 7),
        ({"type": "number", "exclusiveMinimum": 0, "maximum": 1}, lambda value: 0 < value <= 1),
        ({"type": "string", "minLength": 40, "maxLength": 41}, lambda value: 40 <= len(value) <= 41),
        ({"type": "string", "maxLength": 2}, lambda value: 0 < len(value) <= 2),
        ({"type": "boolean", "default": False}, lambda value: value is True),
        ({"enum": ["a", "b"], "default": "a"}, lambda value: value == "b"),
        ({"type": "array", "items": {"enum": [1, 2]}, "minItems": 2, "uniqueItems": True},
         lambda value: sorted(value) == [1, 2]),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, lambda value: type(value) is int),
        ({"allOf": [{"type": "object", "properties": {"a": {"const": 1}}}, {"properties": {"b": {"const": 2}}}]},
         lambda value: value == {"a": 1, "b": 2}),
    ],
)  # fmt: skip
def test_drawn_values_are_right(schema, is_right):
    rng = random.Random(1)

    assert [value for value in (Values({}).draw(schema, rng) for _ in range(50)) if not is_right(value)] == []


def test_a_schema_that_holds_itself_ends():
    tree = {"$ref": "#/components/schemas/Tree"}
    values = Values(DOCUMENT)

    assert set(values.draw(tree, random.Random(1))) == {"name", "children"}
    assert 10 < len(values.edges(tree, random.Random(1))) < 500
