"""Markdown of a card as HTML."""

import pytest

from learnfastapi.study.card_html import card_html, style_sheet


def test_python_is_coloured_by_classes():
    assert card_html("Look:\n\n```python app broken\nreturn None\n```\n") == (
        '<p>Look:</p>\n<pre class="highlight"><code><span class="k">return</span> <span class="kc">None</span>\n'
        "</code></pre>\n"
    )


def test_of_an_exchange_the_json_is_coloured():
    html = card_html('```http\nGET /a?b=<c>\n\n→ 200\n{"a": 1}\n```\n')

    assert html == (
        '<pre class="highlight"><code>GET /a?b=&lt;c&gt;\n\n→ 200\n<span class="p">{</span><span class="nt">"a"</span>'
        '<span class="p">:</span><span class="w"> </span><span class="mi">1</span><span class="p">}</span>\n'
        "</code></pre>\n"
    )


@pytest.mark.parametrize("language", ["", "text", "no-such-language"])
def test_other_code_is_shown_as_it_is(language):
    assert card_html(f"```{language}\na < b\n```\n") == '<pre class="highlight"><code>a &lt; b\n</code></pre>\n'


def test_tags_in_the_text_are_shown_and_not_obeyed():
    assert card_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_a_table_is_a_table():
    assert "<td>2</td>" in card_html("| a | b |\n|---|---|\n| 1 | 2 |\n")


@pytest.mark.parametrize("prefix", ["", ".nightMode ", ".night_mode "])
def test_code_has_its_colours_by_day_and_by_night(prefix):
    sheet = style_sheet()

    assert f"{prefix}.highlight .kn" in sheet
    assert f"{prefix}.highlight .err" in sheet.splitlines()[-1]
