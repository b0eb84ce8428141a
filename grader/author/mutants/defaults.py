"""What is taken where a caller sends nothing: another value, or a refusal.

Of functions that FastAPI calls, of fields of models, and of other functions where some call leaves the argument out.
`None` stays: in its place nothing else suggests itself.
"""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code, arguments_of, number_of, parameters_of
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import Function, fields_of, name_of
from grader.author.mutants.models import Kind

_DECLARING = frozenset(
    {"Query", "Path", "Header", "Cookie", "Body", "Form", "File", "Field", "mapped_column", "Column"}
)


def mutate(code: Code) -> Iterator[Change]:
    for function in code.functions():
        for place, (parameter, default) in enumerate(parameters_of(function.args)):
            if default is not None and _is_left_out(code, function, place, parameter.arg):
                found = _of(code, default, parameter.annotation or parameter)
                # Another function's caller that leaves it out would fail at once, which says nothing about checks.
                is_asked = _is_asked(code, function)
                yield from (change for change in found if is_asked or change.kind is Kind.DEFAULT_CHANGED)
    for model in code.nodes(ast.ClassDef):
        if model.name in code.known.models:
            yield from _of_fields(code, model)


def _of_fields(code: Code, model: ast.ClassDef) -> Iterator[Change]:
    is_first = True
    for field in fields_of(model):
        if field.value is not None:
            may_be_removed = (is_first or not _is_by_position(model)) and not _leaves_out(code, model, field)
            found = _of(code, field.value, field.annotation)
            yield from (change for change in found if may_be_removed or change.kind is Kind.DEFAULT_CHANGED)
            is_first = False


def _is_by_position(model: ast.ClassDef) -> bool:
    """A dataclass without `kw_only`: no field without a default may follow one with a default."""
    decorators = [each for each in model.decorator_list if name_of(each) == "dataclass"]
    return bool(decorators) and not any("kw_only" in ast.unparse(each) for each in decorators)


def _leaves_out(code: Code, model: ast.ClassDef, field: ast.AnnAssign) -> bool:
    """Whether the answer itself makes one without this value, and would fail then, whatever is asked."""
    return any(
        not call.args and not {code.text.of(field.target), None} & {keyword.arg for keyword in call.keywords}
        for call, _ in code.known.calls.get(model.name, [])
    )


def _of(code: Code, default: ast.expr, before: ast.expr | ast.arg) -> Iterator[Change]:
    """`before`: what the `=` stands behind."""
    if not isinstance(default, ast.Call):
        yield from _changed(code, default)
        if _is_plain(default):
            cut = Edit(start=code.text.end(before), end=code.text.end(default), text="")
            yield code.removed(Kind.DEFAULT_REMOVED, default, cut)
    elif name_of(default) in _DECLARING:
        argument = _argument(default)
        value = argument.value if isinstance(argument, ast.keyword) else argument
        if argument is not None and value is not None and _is_plain(value):
            yield from _changed(code, value)
            yield code.without_argument(Kind.DEFAULT_REMOVED, default, argument)


def _argument(call: ast.Call) -> ast.expr | ast.keyword | None:
    """That which gives the default."""
    for argument in arguments_of(call):
        if argument in call.args[:1] or (isinstance(argument, ast.keyword) and argument.arg == "default"):
            return argument
    return None


def _is_plain(value: ast.expr) -> bool:
    """A value, and not the `...` that stands for none."""
    return not (isinstance(value, ast.Starred) or (isinstance(value, ast.Constant) and value.value is ...))


def _changed(code: Code, value: ast.expr) -> Iterator[Change]:
    number = number_of(value)
    if number is not None:
        yield code.change(Kind.DEFAULT_CHANGED, value, str(number + 1))
    elif isinstance(value, ast.Constant) and isinstance(value.value, bool):
        yield code.change(Kind.DEFAULT_CHANGED, value, str(not value.value))
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield code.change(Kind.DEFAULT_CHANGED, value, _other_text(code.text.of(value)))


def _other_text(literal: str) -> str:
    """One letter longer."""
    quotes = 3 if literal.endswith(('"""', "'''")) else 1
    return f"{literal[:-quotes]}x{literal[-quotes:]}"


def _is_asked(code: Code, function: Function) -> bool:
    """Whether a request gives the arguments. Of a method nobody knows."""
    return function.name in code.known.by_fastapi or not isinstance(code.parent(function), ast.Module)


def _is_left_out(code: Code, function: Function, place: int, name: str) -> bool:
    """Whether the default ever counts."""
    return _is_asked(code, function) or any(
        len(call.args) <= place
        and not any(isinstance(argument, ast.Starred) for argument in call.args)
        and not {name, None} & {keyword.arg for keyword in call.keywords}
        for call, _ in code.known.calls.get(function.name, [])
    )
