"""What type an expression has, as far as annotations say so. Only for: does what a decorator says change an answer?"""

import ast

from grader.author.mutants.code import Code
from grader.author.mutants.known import Function, name_of

_MAX_STEPS = 8
_LISTS = frozenset({"list", "sorted", "reversed"})


def returns_only(code: Code, function: Function, wanted: str) -> bool:
    """Whether all that a function returns is known to be of the wanted type already."""
    found = _returned(code, function)
    return bool(found) and all(type_of(code, value, function) == without_none(wanted) for value in found)


def answers_by_hand(code: Code, function: Function) -> bool:
    """Whether all that an endpoint returns is a response already: then its decorator's status and model do nothing."""
    found = _returned(code, function)
    return bool(found) and all(_is_response(code, value) for value in found)


def _is_response(code: Code, value: ast.expr) -> bool:
    name = name_of(value) if isinstance(value, ast.Call) else ""
    made = code.known.functions.get(name)
    return (name if made is None or made.returns is None else name_of(made.returns)).endswith("Response")


def _returned(code: Code, function: Function) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value is not None and code.function(node) is function
    ]


def without_none(annotation: str) -> str:
    """None in the place of a model is no answer but an error, so it is not counted."""
    return annotation.removesuffix(" | None")


def type_of(code: Code, value: ast.expr, function: Function, steps: int = _MAX_STEPS) -> str | None:
    """As `ast.unparse` writes it, without `| None`; None if it is not known."""
    if steps == 0:
        return None

    def inner(part: ast.expr) -> str | None:
        return type_of(code, part, function, steps - 1)

    match value:
        case ast.Await(value=awaited):
            return inner(awaited)
        case ast.IfExp(body=body, orelse=orelse):
            types = {inner(body), inner(orelse)}
            return types.pop() if len(types) == 1 else None
        case ast.Call(func=ast.Name(id=name)) if name in code.known.classes:
            return name
        case ast.Call(func=ast.Name(id=name)) if name in code.known.functions:
            annotation = code.known.functions[name].returns
            return None if annotation is None else without_none(ast.unparse(annotation))
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _LISTS:
            each = _element(code, inner(first))
            return None if each is None else f"list[{each}]"
        case ast.Call(func=ast.Attribute(value=owner, attr=method)):
            of = inner(owner)
            if (result := code.known.result_of(of, method)) is not None:
                return without_none(result)
            each = _value(of)
            return {"get": each, "values": each and f"list[{each}]"}.get(method)
        case ast.Subscript(value=owner, slice=ast.Slice()):
            return inner(owner)
        case ast.Subscript(value=owner):
            of = inner(owner)
            return _value(of) or _element(code, of) or code.known.result_of(of, "__getitem__")
        case ast.ListComp(elt=ast.Name(id=name), generators=[generator]):
            each = _element(code, inner(_source(generator, name)))
            return None if each is None else f"list[{each}]"
        case ast.Name(id=name):
            return _type_of_name(code, name, function, steps)
    return None


def _source(generator: ast.comprehension, name: str) -> ast.expr:
    """What a comprehension takes the values of this name from; the name itself if that is not simple."""
    match generator:
        case ast.comprehension(target=ast.Name(id=target), iter=source) if target == name:
            return source
        case ast.comprehension(target=ast.Tuple(elts=[_, ast.Name(id=target)]), iter=ast.Call(args=[source])):
            if target == name and name_of(generator.iter) == "enumerate":
                return source
    return ast.Name(id=name)


def _type_of_name(code: Code, name: str, function: Function, steps: int) -> str | None:
    arguments = function.args
    for parameter in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
        if parameter.arg == name:
            return None if parameter.annotation is None else ast.unparse(parameter.annotation)
    bound = _bound(function.body, name)
    if len(bound) > 1:
        return None
    match bound or code.known.globals.get(name):
        case [ast.AnnAssign(annotation=annotation)]:
            return without_none(ast.unparse(annotation))
        case [ast.Assign(value=value)]:
            return type_of(code, value, function, steps - 1)
    return None


def _bound(body: list[ast.stmt], name: str) -> list[ast.stmt]:
    """The statements that bind a name, in whatever way."""
    return [
        node
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.stmt)
        and any(
            isinstance(each, ast.Name) and each.id == name and isinstance(each.ctx, ast.Store) for each in _heads(node)
        )
    ]


def _heads(node: ast.stmt) -> list[ast.AST]:
    """What a statement has directly, without the statements inside of it."""
    return [each for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt) for each in ast.walk(child)]


def _element(code: Code, annotation: str | None) -> str | None:
    """Of a list, or of what a class of the answer's gives one by one."""
    return _part(annotation, "list", 0) or _part(code.known.result_of(annotation, "__iter__"), "Iterator", 0)


def _value(annotation: str | None) -> str | None:
    return _part(annotation, "dict", 1)


def _part(annotation: str | None, container: str, index: int) -> str | None:
    """`Todo` of `dict[int, Todo]`."""
    if annotation is None:
        return None
    match ast.parse(annotation, mode="eval").body:
        case ast.Subscript(value=ast.Name(id=name), slice=inside) if name == container:
            parts = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return without_none(ast.unparse(parts[index])) if index < len(parts) else None
    return None
