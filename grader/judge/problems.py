"""Why an answer could not be asked anything: what happened, in the learner's terms, and one next step.

A problem's text is the finding, an empty line, and the next step.
"""

import ast
import re
from collections.abc import Sequence

from grader import wire
from grader.answer import Answer, hidden_modules
from grader.course.names import module_file
from grader.judge.faults import HostFault
from grader.models import Reason


def before_loading(answer: Answer, app: str) -> str | None:
    """What can be seen without running anything: no file, an empty file, bytes that are no text."""
    name = module_file(app)
    content = answer.files.get(name)
    if content is None:
        others = [other for other in answer.files if other.endswith(".py")]
        there = f" There is {_quoted(others[:3])}." if others else ""
        return _problem(f"There is no `{name}` in your answer.{there}", f"Write your answer in `{name}`.")
    if not content.strip():
        return _problem(
            f"`{name}` is empty.",
            "Write your answer in it and save the file; `learnfastapi reset` brings the starter back.",
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _problem(f"`{name}` is saved as UTF-16, and Python reads UTF-8.", "Save it with the encoding UTF-8.")
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _problem(
            f"`{name}` is not UTF-8: line {line} has the byte 0x{content[error.start]:02x}.",
            "Save it with the encoding UTF-8.",
        )
    return None


def of_load_error(error: wire.LoadError, answer: Answer, app: str) -> str:
    """The import failed, or there is no app."""
    attribute = app.partition(":")[2]
    file = module_file(app)
    where = _where(error.frames) or f"`{file}`"
    match error.kind:
        case "syntax":
            return _problem(
                f"`{error.file}`, line {error.line}: {error.text}\n{_caret(error)}",
                "Python cannot read this line, or the one above it. Mend it and check again.",
            )
        case "missing_module":
            return _missing_module(error.text, where, answer)
        case "exit":
            return _problem(
                f"Your program ends itself while it is imported, at {where}.",
                "A web app is imported and then waits for requests: take that call out.",
            )
        case "no_app" if error.text:
            return _problem(
                f"`{file}` has no `{attribute}`, but an app named {_quoted(error.text.split(', '))}.",
                f"Name it `{attribute}`.",
            )
        case "no_app" if factory := _factory(answer, file):
            return _problem(
                f"`{file}` has no `{attribute}`, but a function `{factory}`.",
                f"Call it below its definition: `{attribute} = {factory}()`.",
            )
        case "no_app":
            return _problem(f"`{file}` has no `{attribute}`.", f"Make one with `{attribute} = FastAPI()`.")
        case "not_asgi":
            return _problem(
                f"`{attribute}` in `{file}` is {error.text}, which cannot answer requests.",
                f"Make it with `{attribute} = FastAPI()`.",
            )
    return _raised(error, where, answer)


def _factory(answer: Answer, file: str) -> str | None:
    """A function that seems to make an app."""
    found = re.search(rb"^def ((?:create|make|get|build)_(?:app|application|api))\(", answer.files[file], re.MULTILINE)
    return found[1].decode() if found else None


def _raised(error: wire.LoadError, where: str, answer: Answer) -> str:
    finding = f"`{error.text.partition(chr(10))[0]}` while your answer was imported, at {where}."
    if error.text.startswith("EOFError") and error.frames:
        return _problem(
            f"Your program reads input while it is imported, at {where}, and nobody is there to type.",
            "A web app gets its input from requests: take `input()` out.",
        )
    if error.text.startswith("ImportError: attempted relative import"):
        return _problem(finding, "The answer's folder is no package: import its files by their names, without the dot.")
    hiding = hidden_modules(answer)
    if hiding and error.text.startswith(("ImportError", "AttributeError")):
        return _problem(
            f"{finding}\nYour {_quoted(hiding)} has the name of a module that others import.", "Rename that file."
        )
    return _problem(finding, "Mend that line and check again.")


def _missing_module(module: str, where: str, answer: Answer) -> str:
    finding = f"There is no module `{module}`, which your answer imports at {where}."
    top = module.partition(".")[0]
    if mine := [name for name in hidden_modules(answer) if name in (top, f"{top}.py")]:
        return _problem(
            f"{finding} Your {_quoted(mine)} has the name of a package, and one hides the other.", "Rename yours."
        )
    return _problem(
        finding,
        f"Check its spelling. The task needs no package that is missing here, so do without `{top}`.",
    )


def of_fault(fault: HostFault, answer: Answer, app: str) -> str:
    """The import hung or the process died in it."""
    where = _where(fault.stack)
    at = f", at {where}" if where else ""
    if fault.reason is Reason.TIMED_OUT and fault.stack and starts_server(fault.stack[-1].code):
        return _problem(
            f"Your program starts a server while it is imported{at}, and never comes back from it.",
            'Put that call under `if __name__ == "__main__":`, or use `learnfastapi run` to serve your app.',
        )
    if fault.reason is Reason.TIMED_OUT:
        return _problem(
            f"{fault.message}{at}.",
            "Work at the top of a file runs before the first request: a loop or a wait there has to end.",
        )
    if fault.reason is Reason.CRASHED:
        return _problem(f"{fault.message}{at}.", "Look for what ends the process, such as `os._exit()`.")
    return _problem(f"{fault.message}.", "Check again.")


def starts_server(code: str) -> bool:
    """Whether a line of code calls something that serves for ever."""
    return any(call in code for call in ("uvicorn.run(", "app.run(", "serve(", "serve_forever("))


def server_at_import(answer: Answer, app: str) -> str | None:
    """`uvicorn.run(…)` at the top level would only be noticed after the whole time limit."""
    name = module_file(app)
    try:
        tree = ast.parse(answer.files[name])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            code = ast.unparse(statement.value.func)
            if code == "uvicorn.run":
                line = wire.CodeLine(name, statement.lineno, "<module>", ast.unparse(statement))
                return of_fault(HostFault(Reason.TIMED_OUT, "", [line]), answer, app)
    return None


def notes(answer: Answer) -> list[str]:
    """What should be said and changes no outcome."""
    found = [
        f"`{name}` has the name of a module of Python's or of a package: one hides the other. Rename your file."
        for name in hidden_modules(answer)
    ]
    if answer.left_out:
        found.append(f"Not graded, because it is a link, unreadable or too much: {_quoted(answer.left_out[:5])}.")
    return found


def _problem(finding: str, step: str) -> str:
    return f"{finding}\n\n{step}"


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _where(frames: Sequence[wire.CodeLine]) -> str:
    if not frames:
        return ""
    last = frames[-1]
    return f"`{last.file}`, line {last.line}" + (f": `{last.code}`" if last.code else "")


def _caret(error: wire.LoadError) -> str:
    indent = len(error.code) - len(error.code.lstrip())
    column = min(max(error.column - 1 - indent, 0), len(error.code))
    return f"    {error.code.strip()}\n    {' ' * column}^"
