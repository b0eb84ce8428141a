"""A dependency that nothing asks for any more: one of a list, or a parameter that no line of the function uses."""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code, parameters_of
from grader.author.mutants.edits import Edit
from grader.author.mutants.known import DEPENDS, Function, name_of
from grader.author.mutants.models import Kind


def mutate(code: Code) -> Iterator[Change]:
    for keyword in code.nodes(ast.keyword):
        match keyword:
            case ast.keyword(arg="dependencies", value=ast.List(elts=elements)):
                for element in elements:
                    yield code.removed(Kind.DEPENDENCY, element, code.text.remove_item(elements, element))
    for function in code.functions():
        if function.name in code.known.by_fastapi:
            yield from _unused_parameters(code, function)


def _unused_parameters(code: Code, function: Function) -> Iterator[Change]:
    used = {node.id for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Name)}
    pairs = parameters_of(function.args)
    for index, (parameter, default) in enumerate(pairs):
        if parameter.arg in used or not (_is_dependency(code, parameter.annotation) or _is_dependency(code, default)):
            continue
        start, end = code.text.start(parameter), code.text.end(default or parameter)
        if index + 1 < len(pairs):
            # Up to the next one, or to the star before it.
            _, end = code.text.find(rb",\s*", end, code.text.start(pairs[index + 1][0]))
        elif index > 0:
            before, its_default = pairs[index - 1]
            start = code.text.end(its_default or before)
        yield code.removed(Kind.DEPENDENCY, parameter, Edit(start=start, end=end, text=""))


def _is_dependency(code: Code, node: ast.expr | None) -> bool:
    """`Depends(x)`, `Annotated[…, Depends(x)]`, or a name for that."""
    match node:
        case ast.Call():
            return name_of(node) in DEPENDS
        case ast.Name(id=name) if name in code.known.aliases:
            return _is_dependency(code, code.known.aliases[name])
        case ast.Subscript(slice=ast.Tuple(elts=[_, *metadata])) if name_of(node) == "Annotated":
            return any(_is_dependency(code, each) for each in metadata)
    return False
