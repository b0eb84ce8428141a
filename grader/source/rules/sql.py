"""A client's text that becomes part of an SQL statement."""

import ast
import re
from collections.abc import Iterator

from grader.source.project import Module, Own, Project, plain_annotation, scope_of
from grader.source.rules import Place, Rule
from grader.source.scopes import Assigned, FunctionNode

_EXECUTE = frozenset({"execute", "executemany", "executescript", "exec_driver_sql"})
_TEXT = frozenset({"sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text", "sqlmodel.text"})
_STATEMENT = re.compile(r"\s*(select|insert|update|delete|replace|with|create|alter|drop)\b", re.IGNORECASE)
_FIELD = re.compile(r"\{(\w*)(?:![rsa])?(?::[^{}]*)?\}")
_PERCENT = re.compile(r"%(?:\((\w+)\))?[srd]")
_MAX_PARTS = 200

Part = str | ast.expr
"""Text as it stands, or an expression whose value is put in."""


def _find(project: Project) -> Iterator[Place]:
    for module in project.modules.values():
        for call in module.calls():
            statement = _statement(call, module, project)
            if statement is None or not _STATEMENT.match("".join(part for part in statement if isinstance(part, str))):
                continue
            value = _quoted_text_of_client(statement, call, module, project)
            if value is not None:
                yield Place(module, call, ast.unparse(value))


def _statement(call: ast.Call, module: Module, project: Project) -> list[Part] | None:
    """The SQL that is built for a call, in parts; None if it is no call with SQL, or is not built here."""
    is_text = project.resolve(call.func, module) in _TEXT
    is_execute = isinstance(call.func, ast.Attribute) and call.func.attr in _EXECUTE
    if not call.args or not (is_text or is_execute):
        return None
    argument = call.args[0]
    if isinstance(argument, ast.Name):
        argument = _assigned_in_same_function(argument, module) or argument
    parts = _parts(argument)
    return parts if parts is not None and len(parts) <= _MAX_PARTS else None


def _assigned_in_same_function(name: ast.Name, module: Module) -> ast.expr | None:
    scope = scope_of(name, module)
    bindings = scope.bindings.get(name.id, [])
    return bindings[0].value if len(bindings) == 1 and isinstance(bindings[0], Assigned) else None


def _parts(node: ast.expr) -> list[Part] | None:
    """A string that is put together, in parts; None if it is none."""
    match node:
        case ast.Constant(str() as text):
            return [text]
        case ast.JoinedStr(values):
            return [part.value if isinstance(part, ast.FormattedValue) else _text(part) for part in values]
        case ast.BinOp(left, ast.Add(), right):
            first, second = _parts(left), _parts(right)
            if first is None and second is None:
                return None
            return [*(first if first is not None else [left]), *(second if second is not None else [right])]
        case ast.BinOp(ast.Constant(str() as text), ast.Mod(), right):
            return _filled(text, _PERCENT, list(right.elts) if isinstance(right, ast.Tuple) else [right], {})
        case ast.Call(ast.Attribute(ast.Constant(str() as text), "format"), arguments, keywords):
            named = {keyword.arg: keyword.value for keyword in keywords if keyword.arg}
            return _filled(text, _FIELD, arguments, named)
    return None


def _text(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else ""


def _filled(text: str, field: re.Pattern[str], values: list[ast.expr], named: dict[str, ast.expr]) -> list[Part] | None:
    """A template with its values in their places; None if it cannot be told which value goes where."""
    parts: list[Part] = []
    last = 0
    rest = iter(values)
    for found in field.finditer(text):
        name = found[1] or ""
        if name.isdecimal():
            value = values[int(name)] if int(name) < len(values) else None
        else:
            value = named.get(name) if name else next(rest, None)
        if value is None or isinstance(value, ast.Starred):
            return None
        parts += [text[last : found.start()], value]
        last = found.end()
    return [*parts, text[last:]]


def _quoted_text_of_client(parts: list[Part], call: ast.Call, module: Module, project: Project) -> ast.expr | None:
    """The first value between quotes of the SQL that is text from outside.

    Only between quotes: names of tables and columns, and a list of placeholders, cannot be bound, and are put in by
    right answers too.
    """
    before = ""
    for part in parts:
        if isinstance(part, str):
            before += part
        elif before.count("'") % 2 and _is_clients_text(part, module, project, 3):
            return part
    return None


def _is_clients_text(node: ast.expr, module: Module, project: Project, depth: int) -> bool:
    """Whether a value certainly is, or holds, text that a parameter brought in."""
    match node:
        case ast.Name():
            return _is_text_name(node, module, project, depth)
        case ast.Attribute(ast.Name() as owner, attribute):
            return _is_text_field(owner, attribute, module, project)
        case ast.Call(ast.Attribute(inner, "strip" | "lower" | "upper" | "title" | "casefold"), [], []):
            return _is_clients_text(inner, module, project, depth)
        case ast.JoinedStr() | ast.BinOp(op=ast.Add()):
            return any(
                isinstance(part, ast.expr) and _is_clients_text(part, module, project, depth)
                for part in _parts(node) or []
            )
    return False


def _is_text_name(name: ast.Name, module: Module, project: Project, depth: int) -> bool:
    found = scope_of(name, module).lookup(name.id)
    if found is None or len(found[1]) != 1 or depth == 0:
        return False
    match found[1][0]:
        case ast.arg(annotation=annotation) as argument:
            owner = found[0].node
            return _is_parameter(argument, owner) and (annotation is None or _is_str(annotation))
        case Assigned(value) if isinstance(found[0].node, FunctionNode):
            return _is_clients_text(value, module, project, depth - 1)
    return False


def _is_parameter(argument: ast.arg, owner: ast.AST) -> bool:
    """Not `self`, and not `*args`."""
    if not isinstance(owner, FunctionNode):
        return False
    named = [*owner.args.posonlyargs, *owner.args.args, *owner.args.kwonlyargs]
    return argument in named and argument.arg not in ("self", "cls")


def _is_text_field(owner: ast.Name, attribute: str, module: Module, project: Project) -> bool:
    """`book.title`, where `book` is a parameter of an own class that declares `title: str`."""
    found = scope_of(owner, module).lookup(owner.id)
    if found is None or not all(isinstance(binding, ast.arg) for binding in found[1]):
        return False
    kind = project.kind_of(owner, module)
    if not isinstance(kind, Own) or not isinstance(kind.node, ast.ClassDef):
        return False
    return any(
        isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and statement.target.id == attribute
        and _is_str(statement.annotation)
        for statement in kind.node.body
    )


def _is_str(annotation: ast.expr) -> bool:
    plain = plain_annotation(annotation)
    if isinstance(annotation, ast.Subscript) and plain is not annotation:
        # `Annotated[str, …]` may hold a pattern that lets no quote through.
        return (
            isinstance(annotation.value, ast.Name | ast.Attribute) and not _has_pattern(annotation) and _is_str(plain)
        )
    return isinstance(plain, ast.Name) and plain.id == "str"


def _has_pattern(annotation: ast.AST) -> bool:
    names = {"pattern", "regex", "max_length"}
    return any(
        (isinstance(node, ast.keyword) and node.arg in names)
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Validator"))
        for node in ast.walk(annotation)
    )


RULE = Rule(
    kind="sql-built",
    title="The value of `{code}` becomes part of the SQL",
    explanation=(
        "The statement is put together as text, so a value with a quote in it ends the quoted part, and whatever"
        " follows is run as SQL. `' OR '1'='1` would match every row. Leave a placeholder in the statement and hand the"
        " value over beside it: then it stays a value, whatever is in it."
    ),
    find=_find,
)
