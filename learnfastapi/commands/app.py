"""The Typer app: every command under its name, with an example in its help."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated

import typer
from typer.exceptions import TyperException

from grader.errors import InputError

Table = Sequence[tuple[str, str, str, str, str]]

_HELP = "Learn FastAPI in your terminal: read a lesson, write an answer, get a verdict that says why."
# Name, module in this package, function there, what the list of commands says, example.
_COMMANDS: Table = (
    ("start", "starting", "start", "Make a workspace, the folder for your answers", "learnfastapi start my-course"),
    (
        *("next", "reading", "next_", "Go on: the next part of a lesson, or the exercise that waits"),
        "learnfastapi next --from path-parameters",
    ),
    (
        *("lesson", "reading", "lesson", "Read a lesson again, or one part of it"),
        "learnfastapi lesson path-parameters --section core",
    ),
    (
        *("check", "grading", "check", "Grade your answer, and say what to mend first"),
        "learnfastapi check path-parameters --only 2",
    ),
    ("watch", "watching", "watch", "Grade your answer at every save", "learnfastapi watch path-parameters"),
    (
        "replay",
        "replaying",
        "replay",
        "Send a request of the last report to your app again",
        "learnfastapi replay 2 --debug",
    ),
    ("hint", "helping", "hint", "Take one more hint for the first requirement that fails", "learnfastapi hint"),
    (
        *("solution", "helping", "solution", "See our answer, after a pass or when you give up"),
        "learnfastapi solution path-parameters --diff",
    ),
    ("recite", "reciting", "recite", "Answer a lesson's questions from memory", "learnfastapi recite path-parameters"),
    ("explain", "explaining", "explain", "Explain a lesson in your own words", "learnfastapi explain path-parameters"),
    (
        *("notes", "noting", "notes", "Take Cornell notes, and see ours beside yours"),
        "learnfastapi notes path-parameters --html",
    ),
    ("review", "reviewing", "review", "Answer the cards that are due today", "learnfastapi review"),
    ("study", "studying", "study", "Change how much of the study method you want", "learnfastapi study light"),
    ("list", "standing", "list_", "Show the course, and what you have passed", "learnfastapi list"),
    ("run", "serving", "run", "Serve your app, again at every save", "learnfastapi run path-parameters --port 8001"),
    ("reset", "earlier", "reset", "Start an exercise again", "learnfastapi reset path-parameters"),
    ("undo", "earlier", "undo", "Take a reset back, or bring an earlier answer back", "learnfastapi undo"),
    ("history", "earlier", "history", "Show earlier answers and what differs", "learnfastapi history --diff 1"),
    (
        *("export", "exporting", "export", "Put all of yours into one folder of plain files"),
        "learnfastapi export ~/learnfastapi-export",
    ),
    ("doctor", "doctor", "doctor", "Look at your installation, and say what to do", "learnfastapi doctor"),
)
_AUTHOR_HELP = "For instructors: new, try, preview, check"
_AUTHOR: Table = (
    (
        *("try", "authoring.trying", "try_", "Run an exercise's checks with pytest's own output"),
        "learnfastapi author try rate-limits -k test_limits --pdb",
    ),
    (
        *("preview", "authoring.previewing", "preview", "Show a lesson or a task as learners will see it"),
        "learnfastapi author preview rate-limits",
    ),
    (
        *("check", "authoring.checking", "check", "Say what is wrong with a course, and how well it judges"),
        "learnfastapi author check --only rate-limits",
    ),
)
_NEW_HELP = "Make a lesson, an exercise or a course, ready to be filled in"
_NEW: Table = (
    (
        *("lesson", "authoring.creating", "lesson", "Make a lesson, and enter it at the end of its level"),
        "learnfastapi author new lesson rate-limits --level core",
    ),
    (
        *("exercise", "authoring.creating", "exercise", "Make an exercise that works, in its lesson"),
        "learnfastapi author new exercise rate-limits --kind tighten",
    ),
    (
        *("course", "authoring.creating", "course", "Make a course with one lesson and one exercise"),
        "learnfastapi author new course seed-bank",
    ),
)
_SETTINGS = {"help_option_names": ["-h", "--help"]}


def app_for(arguments: Sequence[str]) -> typer.Typer:
    """The program, with the one command that the arguments begin with.

    If they begin with none, all are named, and none is imported: who asks for the list need not wait for the commands.
    """
    app = typer.Typer(
        name="learnfastapi",
        help=_HELP,
        epilog="Example: learnfastapi start, then learnfastapi next",
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        rich_markup_mode=None,
        context_settings=_SETTINGS,
    )
    app.callback()(main)
    arguments = [argument for argument in arguments if argument != "--"]  # which may stand before a command
    if arguments[:1] == ["author"]:
        app.add_typer(_author_app(arguments[1:]))
        return app
    _add(app, _COMMANDS, arguments)
    if not _asked(_COMMANDS, arguments):
        app.add_typer(_author_app(()))
    return app


def _author_app(arguments: Sequence[str]) -> typer.Typer:
    """The group `author`, in the same way: with the one command that is asked for."""
    author = _group("author", _AUTHOR_HELP, "learnfastapi author new course seed-bank")
    if arguments[:1] != ["new"]:
        _add(author, _AUTHOR, arguments)
    if not _asked(_AUTHOR, arguments):
        new = _group("new", _NEW_HELP, "learnfastapi author new lesson rate-limits")
        _add(new, _NEW, arguments[1:])
        author.add_typer(new)
    return author


def _group(name: str, help_: str, example: str) -> typer.Typer:
    group = typer.Typer(
        name=name,
        help=help_,
        epilog=f"Example: {example}",
        invoke_without_command=True,
        rich_markup_mode=None,
        context_settings=_SETTINGS,
    )
    group.callback()(_show_help)
    return group


def _show_help(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())


def _asked(table: Table, arguments: Sequence[str]) -> Table:
    return [command for command in table if command[0] in arguments[:1]]


def _add(app: typer.Typer, table: Table, arguments: Sequence[str]) -> None:
    asked = _asked(table, arguments)
    for name, module, function, summary, example in asked or table:
        command = getattr(import_module(f"learnfastapi.commands.{module}"), function) if asked else _unasked
        app.command(name, short_help=summary, epilog=f"Example: {example}")(command)


def _unasked() -> None:
    raise AssertionError("a command that the arguments do not begin with")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"learnfastapi {version('learnfastapi')}")
        raise typer.Exit


VersionOption = Annotated[
    bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
]


@contextmanager
def usage_errors() -> Iterator[None]:
    """Turn what typer finds wrong with a command line into an `InputError`, and a prompt left by Ctrl-C into that."""
    try:
        yield
    except typer.Abort:
        raise KeyboardInterrupt from None
    except TyperException as error:
        context = getattr(error, "ctx", None)
        command = "learnfastapi" if context is None else context.command_path
        hint = f"`{command} --help` shows what can be typed"
        raise InputError(_sentence(error.format_message()), hint=hint) from None


# Typer's wording, and ours where that is no sentence for a beginner. `\1` is what was typed or is missing.
_WORDINGS = (
    # What Pydantic says, which Typer asks, without its name for it.
    (r"Invalid value for '?(.*?)'?: Value error, '?([^' ]*)'? is not one of (.*)", r"`\2` is not one of \3"),
    (r"Invalid value for '?(.*?)'?: Input should be (.*)", r"`\1` should be \2"),
    (r"Got unexpected extra argument\(s\) \((\S+)\)", r"`\1` is one argument too many"),
    (r"Got unexpected extra argument\(s\) \((.*)\)", r"`\1` are too many arguments"),
    (r"Missing argument '(.*)'\.", r"The argument `\1` is missing"),
    (r"Option '(.*)' requires an argument\.", r"`\1` needs a value"),
)


def _sentence(message: str) -> str:
    """What typer says, in the form of our errors."""
    for theirs, ours in _WORDINGS:
        found = re.fullmatch(theirs, message, re.DOTALL)
        if found:
            return _in_backticks(found.expand(ours))
    return _in_backticks(message)


def _in_backticks(message: str) -> str:
    """Typer's sentence in the form of ours, such as `No such option: --x` or `No such command 'x'.`"""
    quoted = re.sub(r"'([^']*)'", r"`\1`", message)
    return re.sub(r"(?<![`\w-])--?\w[\w-]*", r"`\g<0>`", quoted).removesuffix(".")


def main(context: typer.Context, version: VersionOption = False) -> None:
    """Learn FastAPI in your terminal: read a lesson, write an answer, get a verdict that says why.

    Without a command: where you stand, and the one next step.
    """
    if context.invoked_subcommand is None:
        from learnfastapi.commands import standing

        standing.where()
