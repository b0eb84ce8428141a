"""`explain`: a task is explained in one's own words, kept, and compared with the key points."""

import os
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.context import (
    Context,
    JsonOption,
    LessonArgument,
    PlainOption,
    is_interactive,
    open_context,
    put_json,
    say,
)
from learnfastapi.commands.studying import material_of
from learnfastapi.commands.ticking import Ticker
from learnfastapi.commands.writing import add_to_draft, edited_text, piped_text, typed_text
from learnfastapi.render.console import stderr_console
from learnfastapi.render.markdown import render_markdown
from learnfastapi.study.material import Material

EditorOption = Annotated[bool, typer.Option("--editor", help="Write in your editor, `$VISUAL` or `$EDITOR`.")]
SaidOption = Annotated[
    str | None,
    typer.Option("--said", metavar="NUMBERS", help='The points that your last one holds: `"1 3"`, `all`, `none`.'),
]
EarlierOption = Annotated[bool, typer.Option("--earlier", help="Only show what you explained before.")]


def explain(
    lesson: LessonArgument = None,
    editor: EditorOption = False,
    said: SaidOption = None,
    earlier: EarlierOption = False,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Explain a lesson in your own words, then see which points you said. What you left out comes back in `review`."""
    _require_one({"--editor": editor, "--said": said is not None, "--earlier": earlier})
    _require_one({"--editor": editor, "--json": as_json})
    with open_context() as context:
        material = material_of(context.lesson(lesson))
        ticker = Ticker(context, material, plain=plain)
        if said is not None:
            _require_explained(ticker, material)
            ticker.decide(said, is_quiet=as_json)
        if as_json:
            put_json(_as_json(ticker, material))
        elif earlier:
            _show_earlier(context, ticker, material, plain=plain)
        elif said is None:
            explain_lesson(context, material, in_editor=editor, plain=plain)


def explain_lesson(context: Context, material: Material, *, in_editor: bool = False, plain: bool = False) -> None:
    """From the task to the points. The explanation is kept before anything is asked about it.

    Raises `InputError` if there is none.
    """
    lesson = material.lesson
    ticker = Ticker(context, material, plain=plain)
    say(context.console, f"Explain it: {lesson.title}", "", plain=plain)
    render_markdown(context.console, material.task.text, plain=plain)
    say(context.console, "", plain=plain)
    draft = context.workspace.draft(lesson.id)
    text = _written(context, material, draft, in_editor=in_editor, plain=plain)
    if not text:
        hint = f"`learnfastapi explain {lesson.id}` asks again"
        raise InputError("The explanation is empty, so nothing was kept", hint=hint)
    try:
        context.progress.study.add_explanation(lesson.id, text)
    except InputError:
        if not in_editor:
            add_to_draft(draft, text)
        _tell_draft(lesson.id, draft, plain=plain)
        raise
    if in_editor:
        draft.unlink(missing_ok=True)
    if in_editor:
        say(context.console, text, "", plain=plain)  # the editor has taken it off the screen, and points follow
    kept = f"Your explanation is kept: `learnfastapi explain {lesson.id} --earlier` shows it."
    say(context.console, kept, plain=plain)
    if is_interactive(context.console):
        ticker.ask()
    elif material.task.points:
        say(context.console, "", "These are the key points. Which did you say?", "", plain=plain)
        ticker.show_points({})
    if len(ticker.explanations) > 1:
        say(context.console, "", plain=plain)
        ticker.show()


def _written(context: Context, material: Material, draft: Path, *, in_editor: bool, plain: bool) -> str:
    Asker(context.console)  # from here on, what is no text in the encoding of standard input is replaced
    if not in_editor and not is_interactive(context.console):
        return piped_text()
    try:
        if in_editor:
            return edited_text(draft, material.task.text, os.environ)
        say(context.console, "Write below. A line with a single `.` ends it, or Ctrl-D.", "", plain=plain)
        text = typed_text(draft)
    except KeyboardInterrupt:
        _tell_draft(material.lesson.id, draft, plain=plain)
        raise
    say(context.console, "", plain=plain)
    return text


def _tell_draft(lesson: str, draft: Path, *, plain: bool) -> None:
    if draft.exists():
        kept = f"What you wrote is in `{draft}`; `learnfastapi explain {lesson} --editor` goes on with it."
        say(stderr_console(), "", kept, "", plain=plain)


def _show_earlier(context: Context, ticker: Ticker, material: Material, *, plain: bool) -> None:
    if ticker.explanations:
        ticker.show()
        return
    lesson = material.lesson.id
    none_yet = f"You have not explained `{lesson}` yet. `learnfastapi explain {lesson}` asks for it."
    say(context.console, none_yet, plain=plain)


def _require_explained(ticker: Ticker, material: Material) -> None:
    if not ticker.explanations:
        lesson = material.lesson.id
        hint = f"`learnfastapi explain {lesson}` asks for it"
        raise InputError(f"You have not explained `{lesson}` yet", hint=hint)


def _require_one(options: dict[str, bool]) -> None:
    given = [f"`{name}`" for name, is_given in options.items() if is_given]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)} cannot be used together", hint="give one of them")


def _as_json(ticker: Ticker, material: Material) -> object:
    points = material.task.points
    return {
        "version": 1,
        "lesson": material.lesson.id,
        "task": material.task.text,
        "points": list(points),
        "explanations": [
            {
                "at": each.at.isoformat(),
                "text": each.text,
                "points": [
                    {"number": number, "said": ticker.ticks(each).get(point)}
                    for number, point in enumerate(points, start=1)
                ],
            }
            for each in ticker.explanations
        ],
    }
