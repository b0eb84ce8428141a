"""Lessons, tasks and other markdown of the course, in the terminal."""

from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from grader.course.models import Exercise, Lesson, Section
from learnfastapi.render.lesson.blocks import heading_lines, markdown_lines
from learnfastapi.render.lesson.code import code_lines
from learnfastapi.render.lesson.repeated import Above as Above
from learnfastapi.render.look import Look, look_of, put
from learnfastapi.render.palette import ASIDE
from learnfastapi.render.text import indented, prose, wrap


def render_markdown(console: Console, source: str, above: Above | None = None, *, plain: bool = False) -> None:
    """Any markdown of the course: notes, hints, explanations, a piece of a lesson's part.

    Args:
        above: One for all texts of a part, so that lines are dim that the program before has too. It may be in an
            earlier text.
    """
    look = look_of(console, plain=plain)
    put(console, markdown_lines(source, look, above), look)


def render_code(console: Console, source: str, language: str = "python", *, plain: bool = False) -> None:
    """A whole file, or a `diff`. No fences: where it begins and ends is for the caller to say."""
    look = look_of(console, plain=plain)
    put(console, code_lines(source, language, look), look)


def render_section(console: Console, section: Section, above: Above | None = None, *, plain: bool = False) -> None:
    """The heading, and the text below it, if any. `above` as in `render_markdown`."""
    look = look_of(console, plain=plain)
    put(console, section_lines(section, look, above), look)


def render_lesson_head(console: Console, lesson: Lesson, *, plain: bool = False) -> None:
    """Title, reading time, what comes first, and the exercises that belong to it."""
    look = look_of(console, plain=plain)
    put(console, lesson_head_lines(lesson, look), look)


def render_exercise(console: Console, exercise: Exercise, folder: Path, *, plain: bool = False) -> None:
    """The task, where to write the answer, and what to type then. `folder` is shown as it is given."""
    look = look_of(console, plain=plain)
    put(console, exercise_lines(exercise, folder, look), look)


def section_lines(section: Section, look: Look, above: Above | None = None) -> list[Text]:
    lines = heading_lines(prose(section.title, look), section.depth, look)
    body = markdown_lines(section.body, look, above)
    return [*lines, Text(), *body] if body else lines


def lesson_head_lines(lesson: Lesson, look: Look) -> list[Text]:
    facts = [_minutes(lesson.minutes)]
    if lesson.requires:
        facts.append(f"after {_names(lesson.requires)}")
    if lesson.exercises:
        facts.append(f"exercise {_names(lesson.exercises)}")
    return [
        *heading_lines(prose(lesson.title, look), 1, look),
        *wrap(prose(look.own(" · ").join(facts), look, ASIDE), look.width),
    ]


def exercise_lines(exercise: Exercise, folder: Path, look: Look) -> list[Text]:
    facts = f"exercise `{exercise.id}`{look.own(' · ')}{_minutes(exercise.minutes)}"
    return [
        *heading_lines(prose(exercise.title, look), 1, look),
        *wrap(prose(facts, look, ASIDE), look.width),
        Text(),
        *markdown_lines(exercise.story, look),
        Text(),
        *heading_lines(Text("Requirements"), 2, look),
        *_requirements(exercise, look),
        Text(),
        *heading_lines(Text("Your answer"), 2, look),
        Text(),
        *indented([prose(f"`{folder / name}`", look) for name in exercise.files], "edit  "),
        *indented(_commands(exercise.id, look), "then  "),
    ]


def _requirements(exercise: Exercise, look: Look) -> list[Text]:
    margin = len(f"{len(exercise.requirements)}. ")
    inner = replace(look, width=look.width - margin)
    lines = []
    for requirement in exercise.requirements:
        mark = f"{requirement.number}. ".rjust(margin)
        lines += [Text(), *indented(markdown_lines(requirement.text, inner), mark)]
    return lines


def _commands(exercise: str, look: Look) -> list[Text]:
    uses = {"check": "grade it", "run": "try it in the browser, at `/docs`", "hint": "when you are stuck"}
    longest = max(map(len, uses))
    return [
        Text.assemble(
            prose(f"`learnfastapi {command} {exercise}`", look),
            " " * (longest - len(command) + 2),
            prose(use, look, ASIDE),
        )
        for command, use in uses.items()
    ]


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _minutes(number: int) -> str:
    return f"{number} minute" if number == 1 else f"{number} minutes"
