"""`notes`: Cornell notes, in the learner's own words and file."""

import os
from pathlib import Path
from typing import Annotated

import typer

from grader.course.models import Lesson
from learnfastapi.commands.context import Context, JsonOption, LessonArgument, PlainOption, open_context, put_json, say
from learnfastapi.commands.studying import keep_own_rows, material_of
from learnfastapi.render.notes import NotesView, render_notes
from learnfastapi.render.pager import paged
from learnfastapi.study.notes import read_notes, template
from learnfastapi.workspace.notes import make_notes, write_page

OursOption = Annotated[bool, typer.Option("--ours", help="Show our notes also where yours are empty.")]
HtmlOption = Annotated[bool, typer.Option("--html", help="Write a page beside the file, to be printed.")]


def notes(
    lesson: LessonArgument = None,
    ours: OursOption = False,
    html: HtmlOption = False,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take Cornell notes in a file of your own, and see ours beside yours."""
    with open_context() as context:
        show_notes(context, context.lesson(lesson), ours=ours, html=html, as_json=as_json, plain=plain)


def show_notes(
    context: Context,
    lesson: Lesson,
    *,
    ours: bool = False,
    html: bool = False,
    as_json: bool = False,
    plain: bool = False,
) -> None:
    """Make the file if there is none, and print what is in it."""
    material = material_of(lesson)
    is_new = make_notes(context.workspace, lesson.id, template(material))
    text = keep_own_rows(context, material)
    view = NotesView(
        material=material,
        path=_typed(context.workspace.notes_file(lesson.id), context.here),
        notes=read_notes(text, material.cues),
        shows_all=ours,
    )
    page = _write_page(context, view) if html else None
    if as_json:
        put_json(_as_json(context, view, is_new=is_new, page=page))
        return
    with paged(context.console, plain=plain):
        render_notes(context.console, view, plain=plain)
    say(context.console, "", *_next_steps(context, view, is_new=is_new, page=page), plain=plain)


def _write_page(context: Context, view: NotesView) -> Path:
    # Jinja2 takes 40 ms to import, and few want a page.
    from learnfastapi.render.notes_page import notes_page

    return write_page(context.workspace, view.material.lesson.id, notes_page(view))


def _next_steps(context: Context, view: NotesView, *, is_new: bool, page: Path | None) -> list[str]:
    lesson = view.material.lesson.id
    if page is not None:
        return [f"`{_typed(page, context.here)}` is the page to be printed: open it in a browser."]
    if is_new:
        return [f"Write your notes into it. `learnfastapi notes {lesson}` then shows ours beside them."]
    lines = []
    if view.notes.own:
        lines.append("Rows of your own are cards: `learnfastapi review` asks them from tomorrow on.")
    if not view.shows_all and any(row.note == "" for row in view.notes.rows):
        lines.append(f"`learnfastapi notes {lesson} --ours` shows ours where yours are empty.")
    return lines or [f"`learnfastapi notes {lesson} --html` makes a page to be printed."]


def _typed(path: Path, here: Path) -> str:
    """A path in whichever way is shorter to type from here."""
    return min(os.path.relpath(path, here), str(path), key=len)


def _as_json(context: Context, view: NotesView, *, is_new: bool, page: Path | None) -> object:
    notes = view.notes
    return {
        "version": 1,
        "lesson": view.material.lesson.id,
        "file": str(context.workspace.notes_file(view.material.lesson.id)),
        "new": is_new,
        "page": None if page is None else str(page),
        "written": sum(row.note != "" for row in notes.rows),
        "rows": [
            {"cue": row.cue.cue, "yours": row.note, "ours": view.ours(row) or None, "in_file": row.is_there}
            for row in notes.rows
        ],
        "own": [{"cue": row.cue, "yours": row.note} for row in notes.own],
        "summary": {"yours": notes.summary, "ours": view.our_summary or None},
    }
