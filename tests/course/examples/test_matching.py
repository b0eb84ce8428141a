"""What is shown, compared with what came."""

import pytest

from grader.course.examples.matching import body_differences, text_differences


@pytest.mark.parametrize(
    "shown, came",
    [
        pytest.param('{"a": 1, "b": [true, null]}', '{"b":[true,null],"a":1}', id="json-in-other-words"),
        pytest.param("", "", id="nothing"),
        pytest.param("hello", "hello\r\n", id="text"),
        pytest.param("a\nb", "a  \nb\n\n", id="space-at-the-ends"),
        pytest.param("Drawer 5", "Drawer 5", id="text-that-is-no-json"),
        pytest.param('{"a": "…"}', '{"a": {"b": [1]}}', id="any-value"),
        pytest.param('{"a": …}', '{"a": null}', id="any-value-without-quotes"),
        pytest.param('{"a": "ey…"}', '{"a": "eyJhbGciOi"}', id="rest-of-a-string"),
        pytest.param('{"a": 1, "…": "…"}', '{"a": 1, "b": 2}', id="other-keys"),
        pytest.param('{"a": 1, "…": "…"}', '{"a": 1}', id="no-other-keys"),
        pytest.param("[1, …]", "[1, 2, 3]", id="rest-of-a-list"),
        pytest.param('[1, "…"]', "[1]", id="no-rest-of-a-list"),
        pytest.param("[1, …, 9]", "[1, 2, 3, 9]", id="middle-of-a-list"),
        pytest.param(
            '{"d": [{"loc": ["body", "…"], "…": "…"}]}', '{"d": [{"loc": ["body", 0, "x"], "msg": "m"}]}', id="deep"
        ),
        pytest.param("…", '{"a": 1}', id="anything"),
        pytest.param("…", "", id="anything-even-nothing"),
        pytest.param("<title>…</title>…", "<title>Docs\n</title>\n<body>", id="rest-of-a-text"),
        pytest.param('{"a": "say \\"…\\" twice"}', '{"a": "say \\"it\\" twice"}', id="within-quotes"),
        pytest.param('{"id": 1}\n{"id": …}', '{"id": 1}\n{"id": 2}\n', id="json-lines"),
    ],
)
def test_body_is_as_shown(shown: str, came: str):
    assert body_differences(shown, came) == ()


@pytest.mark.parametrize(
    "shown, came, expected",
    [
        pytest.param('{"a": 1}', '{"a": 2}', ["body at `a`: `2` came, `1` is shown"], id="value"),
        pytest.param('{"a": 1}', '{"a": "1"}', ['body at `a`: `"1"` came, `1` is shown'], id="type"),
        pytest.param('{"a": 1}', '{"a": 1.0}', ["body at `a`: `1.0` came, `1` is shown"], id="fraction"),
        pytest.param('{"a": 1}', '{"a": true}', ["body at `a`: `true` came, `1` is shown"], id="truth"),
        pytest.param('{"a": null}', "{}", ["body at `a`: nothing came, `null` is shown"], id="key-that-did-not-come"),
        pytest.param("{}", '{"a": null}', ["body at `a`: `null` came, nothing is shown"], id="key-that-is-not-shown"),
        pytest.param("[1]", "[1, 2]", ["body: a list of 2 came, one of 1 is shown"], id="longer-list"),
        pytest.param("[1, 2, …]", "[1]", ["body: a list of 1 came, one of at least 2 is shown"], id="shorter-list"),
        pytest.param("[1, …, 9]", "[1, 2, 8]", ["body at `[2]`: `8` came, `9` is shown"], id="end-of-a-list"),
        pytest.param(
            '{"d": [{"loc": ["a", 1]}], "…": "…"}',
            '{"d": [{"loc": ["b", 2]}], "e": 0}',
            ['body at `d[0].loc[0]`: `"b"` came, `"a"` is shown', "body at `d[0].loc[1]`: `2` came, `1` is shown"],
            id="all-at-once",
        ),
        pytest.param(
            '{"a": 1, "b": 2, "…": "…"}',
            '{"c": 3}',
            ["body at `a`: nothing came, `1` is shown", "body at `b`: nothing came, `2` is shown"],
            id="other-keys-only",
        ),
        pytest.param("[1]", '{"a": 1}', ['body: `{"a": 1}` came, `[1]` is shown'], id="shape"),
        pytest.param('{"a": 1}', "oops", ['body: `oops` came, `{"a": 1}` is shown'], id="text-for-json"),
        pytest.param("hello", '"hello"', ['body: `"hello"` came, `hello` is shown'], id="json-for-text"),
        pytest.param("", '{"a": 1}', ['body: `{"a": 1}` came, nothing is shown'], id="body-that-is-not-shown"),
        pytest.param("a…c", "a\nb", ["body: `a\\nb` came, `a…c` is shown"], id="text"),
        pytest.param('{"a": "ey…"}', '{"a": "xeyJ"}', ['body at `a`: `"xeyJ"` came, `"ey…"` is shown'], id="string"),
        pytest.param("x", "é" * 201, [f"body: `{'é' * 200}` and more came, `x` is shown"], id="long"),
    ],
)
def test_body_differs(shown: str, came: str, expected: list[str]):
    assert [*body_differences(shown, came)] == expected


def test_text_differences_names_the_text():
    assert text_differences("output", "a\n", "") == ("output: nothing came, `a` is shown",)
