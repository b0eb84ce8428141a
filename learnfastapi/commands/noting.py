"""`notes`: Cornell notes, in the learner's own words and file."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from learnfastapi.commands.context import Context, PlainOption, open_context, say
from learnfastapi.render.notes import NotesView, render_notes
from learnfastapi.render.pager import paged
from learnfastapi.study.cards import CardKind
from learnfastapi.study.material import Material, read_material
from learnfastapi.study.notes import own_faces, read_notes, template
from learnfastapi.workspace.notes import make_notes, read_notes_file, write_page

LessonArgument = Annotated[str | None, typer.Argument(metavar="LESSON", help="Default: the one that you are in.")]
OursOption = Annotated[bool, typer.Option("--ours", help="Show our notes also where yours are empty.")]
HtmlOption = Annotated[bool, typer.Option("--html", help="Write a page beside the file, to be printed.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print them as JSON.")]


def notes(
    lesson: LessonArgument = None,
    ours: OursOption = False,
    html: HtmlOption = False,
    plain: PlainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take Cornell notes in a file of your own, and see ours beside yours."""
    with open_context() as context:
        found = context.lesson(lesson)
        material = read_material(found, found.path.read_text(encoding="utf-8"))
        is_new = make_notes(context.workspace, found.id, template(material))
        text = keep_own_rows(context, material)
        view = NotesView(
            material=material,
            path=_typed(context.workspace.notes_file(found.id), context.here),
            notes=read_notes(text, material.cues),
            shows_all=ours,
        )
        page = _write_page(context, view) if html else None
        if as_json:
            json.dump(_as_json(context, view, is_new=is_new, page=page), sys.stdout, ensure_ascii=False, indent=2)
            print()
            return
        with paged(context.console):
            render_notes(context.console, view, plain=plain)
        say(context.console, "", *_next_steps(context, view, is_new=is_new, page=page), plain=plain)


def keep_own_rows(context: Context, material: Material) -> str:
    """Make cards of the rows that the learner added to their notes, or changed; returns the notes, "" without a file.

    Raises `InputError` if the file cannot be read.
    """
    lesson = material.lesson.id
    text = read_notes_file(context.workspace, lesson)
    if text is None:
        return ""
    faces = own_faces(text, material.cues)
    context.progress.cards.sync(lesson, faces, kinds={CardKind.OWN}, day=context.progress.today())
    return text


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
