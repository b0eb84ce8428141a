"""A pydantic validator that can end without returning a value: the field, or the model, becomes None."""

import ast
from collections.abc import Iterator, Sequence

from grader.source.project import Module, Own, Project, own_nodes
from grader.source.rules import Place, Rule
from grader.source.scopes import FunctionNode

_FIELD = frozenset({"pydantic.field_validator", "pydantic.functional_validators.field_validator", "pydantic.validator"})
_MODEL = frozenset({"pydantic.model_validator", "pydantic.functional_validators.model_validator"})
_HARMLESS = frozenset(
    {"print", "int", "float", "strip", "lower", "upper", "title", "replace", "append", "add", "update", "setdefault"}
    | {"debug", "info", "warning", "error"}
)
_WRAPPED = frozenset(f"pydantic.{when}Validator" for when in ("After", "Before", "Plain", "Wrap"))


def _find(project: Project) -> Iterator[Place]:
    for module in project.modules.values():
        for function in module.functions():
            meanings = {
                meaning: decorator
                for decorator in function.decorator_list
                if isinstance(decorator, ast.Call)
                and isinstance(meaning := project.resolve(decorator.func, module), str)
            }
            for meaning, decorator in meanings.items():
                if (meaning in _FIELD and _loses_field(function, decorator, module)) or (
                    meaning in _MODEL and not _is_unwritten(function) and _can_end(function)
                ):
                    yield Place(module, function, function.name)
        yield from _wrapped(module, project)


def _wrapped(module: Module, project: Project) -> Iterator[Place]:
    """`Annotated[str, AfterValidator(check)]`."""
    for call in module.calls():
        if len(call.args) == 1 and project.resolve(call.func, module) in _WRAPPED:
            meaning = project.resolve(call.args[0], module)
            if (
                isinstance(meaning, Own)
                and isinstance(meaning.node, ast.FunctionDef)
                and not meaning.node.decorator_list
                and not _is_unwritten(meaning.node)
                and _never_returns_value(meaning.node)
            ):
                yield Place(meaning.module, meaning.node, meaning.node.name)


def _loses_field(function: FunctionNode, decorator: ast.Call, module: Module) -> bool:
    if _is_unwritten(function) or not _can_end(function):
        return False
    if _never_returns_value(function):
        return True
    # Some ways return a value. With the others None may be meant, if the field takes it or is still to be read.
    mode = next((keyword.value for keyword in decorator.keywords if keyword.arg in ("mode", "pre")), None)
    is_after = mode is None or (isinstance(mode, ast.Constant) and mode.value == "after")
    owner = module.scopes.parent.get(function)
    return is_after and isinstance(owner, ast.ClassDef) and _take_no_none(decorator.args, owner)


def _take_no_none(names: Sequence[ast.expr], owner: ast.ClassDef) -> bool:
    """Whether all fields named here stand in the class, with a type that certainly leaves out None."""
    annotations = {
        statement.target.id: statement.annotation
        for statement in owner.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }
    return bool(names) and all(
        isinstance(name, ast.Constant) and _takes_no_none(annotations.get(str(name.value))) for name in names
    )


def _takes_no_none(annotation: ast.expr | None) -> bool:
    return isinstance(annotation, ast.Name) and annotation.id in ("str", "int", "float", "bool", "list", "dict", "set")


def _never_returns_value(function: FunctionNode) -> bool:
    """It ends, and no `return` of it has a value. `return None` is a value that somebody wrote down."""
    returns = [node for node in own_nodes(function) if isinstance(node, ast.Return)]
    return all(node.value is None for node in returns) and _can_end(function)


def _is_unwritten(function: FunctionNode) -> bool:
    """Nothing but a docstring, `...` or `pass`: still to be written."""
    return all(
        isinstance(statement, ast.Pass)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in function.body
    )


def _can_end(function: FunctionNode) -> bool:
    """Whether it certainly can come to its end, or to a bare `return`. False where there is a doubt."""
    if any(isinstance(node, ast.Return) and node.value is None for node in own_nodes(function)):
        return True
    return not _block_leaves(function.body)


def _leaves(statement: ast.stmt) -> bool:
    """Whether nothing after this statement may ever be reached. True where there is a doubt."""
    match statement:
        case ast.Return() | ast.Raise() | ast.Continue() | ast.Break() | ast.Assert(test=ast.Constant()):
            return True
        case ast.If(body=body, orelse=[]):
            return isinstance(statement.test, ast.Constant) and _block_leaves(body)
        case ast.If(body=body, orelse=orelse):
            # A chain that ends in `elif` may name every case there is.
            ends_in_elif = len(orelse) == 1 and isinstance(orelse[0], ast.If) and not orelse[0].orelse
            return _block_leaves(body) and _block_leaves(orelse[0].body if ends_in_elif else orelse)  # type: ignore[attr-defined]
        case ast.With(body=body) | ast.AsyncWith(body=body):
            return _block_leaves(body)
        case ast.Try() | ast.TryStar():
            return _block_leaves(statement.finalbody) or _try_leaves(statement)
        case ast.Match(cases=cases):
            return all(_block_leaves(case.body) for case in cases)
        case ast.While(test=ast.Constant()):
            return True
        case ast.Expr(ast.Call(function)):
            # It may be a function that always raises.
            return not (isinstance(function, ast.Name | ast.Attribute) and _name(function) in _HARMLESS)
    return False


def _name(function: ast.Name | ast.Attribute) -> str:
    return function.id if isinstance(function, ast.Name) else function.attr


def _try_leaves(statement: ast.Try | ast.TryStar) -> bool:
    body = _block_leaves([*statement.body, *statement.orelse])
    return body and all(_block_leaves(handler.body) for handler in statement.handlers)


def _block_leaves(body: Sequence[ast.stmt]) -> bool:
    return any(_leaves(statement) for statement in body)


RULE = Rule(
    kind="validator-without-value",
    title="The validator `{code}` can end without returning a value",
    explanation=(
        "What a validator returns takes the place of what it was given, and a function that ends without `return` gives"
        " None. A value that was right is replaced by None, without an error. Return the value at the end of every"
        " way through the function; a model validator returns the model, or the data."
    ),
    find=_find,
)
