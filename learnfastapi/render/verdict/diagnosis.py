"""A known mistake, told to who made it: its title, and the explanation that somebody wrote for it."""

from collections.abc import Sequence
from dataclasses import replace

from rich.text import Text

from grader.models import Diagnosis, Outcome
from learnfastapi.render.look import Look
from learnfastapi.render.text import capped, indented, prose, visible, visible_line, wrap
from learnfastapi.render.verdict.outcome import style_of


def diagnosis_lines(diagnoses: Sequence[Diagnosis], limit: int, look: Look) -> list[Text]:
    """Each with an empty line before it, and at most `limit` lines for each explanation. May be empty."""
    lines: list[Text] = []
    margin, label = ("", "known mistake: ") if look.plain else ("  ", "")
    inner = replace(look, width=look.width - len(margin), encoding="ascii" if look.plain else look.encoding)
    for diagnosis in diagnoses:
        title = wrap(
            prose(visible_line(label + diagnosis.title), inner, f"bold {style_of(Outcome.FAILED)}"), inner.width
        )
        lines += [
            Text(),
            *indented([*title, Text(), *_explanation(visible(diagnosis.explanation), limit, inner)], margin),
        ]
    return lines


def _explanation(source: str, limit: int, look: Look) -> list[Text]:
    """Whole if it fits. Else without its first paragraph, the symptom, which the evidence has shown already."""
    # Not at the top: a verdict without a diagnosis needs no parser of markdown.
    from learnfastapi.render.lesson.blocks import markdown_lines

    lines = markdown_lines(source, look)
    if len(lines) > limit:
        _symptom, _, rest = source.partition("\n\n")
        lines = markdown_lines(rest or source, look)
    return capped(lines, limit, look)
