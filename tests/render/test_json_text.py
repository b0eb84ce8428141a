from learnfastapi.render.json_text import coloured, layout


def test_layout_stays_on_one_line_if_it_fits():
    assert layout({"a": [1, "ü", None]}, 40) == ['{"a": [1, "ü", null]}']


def test_layout_breaks_only_what_does_not_fit():
    value = {"id": 1, "items": [{"a": 1, "b": 2}, {"a": 10, "b": 20}], "empty": {}}

    assert layout(value, 24) == [
        "{",
        '  "id": 1,',
        '  "items": [',
        '    {"a": 1, "b": 2},',
        '    {"a": 10, "b": 20}',
        "  ],",
        '  "empty": {}',
        "}",
    ]


def test_layout_leaves_a_long_value_to_who_prints_it():
    assert layout(["a" * 30], 10) == ["[", f'  "{"a" * 30}"', "]"]


def test_coloured_tells_keys_strings_numbers_and_literals_apart():
    text = coloured('{"a": "b", "…": -1.5, "c": true}')

    assert [(text.plain[start:end], style) for start, end, style in text.spans] == [
        ('"a"', "cyan"),
        ('"b"', "green"),
        ('"…"', "cyan"),
        ("-1.5", "magenta"),
        ('"c"', "cyan"),
        ("true", "bold"),
    ]
