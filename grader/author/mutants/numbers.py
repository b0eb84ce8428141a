"""A number that is off by one.

Numbers in arithmetic, in slices, in a `timedelta`, and those that have a name of their own in a module. Not those in
data, such as a list of prices: what is kept there is not worked out, and a check for each would be a copy of the list.
"""

import ast
from collections.abc import Iterator, Sequence

from grader.author.mutants.code import Change, Code, number_of
from grader.author.mutants.known import name_of
from grader.author.mutants.models import Kind

ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def mutate(code: Code) -> Iterator[Change]:
    for node in code.nodes(ast.expr, ast.stmt):
        for number in _numbers(code, node):
            if (value := number_of(number)) is not None and isinstance(value, int):
                other = value - 1 if value < 0 else value + 1
                if _is_same(code, node, number, other):
                    continue
                yield code.change(Kind.NUMBER, number, str(other), at=_shown_with(number, node))


def _numbers(code: Code, node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.BinOp(op=operator, left=left, right=right) if isinstance(operator, ARITHMETIC) and is_sum(node):
            return [left, right]
        case ast.AugAssign(op=operator, value=value) if isinstance(operator, ARITHMETIC):
            return [value]
        case ast.Slice(lower=lower, upper=upper, step=step) if not _is_reversing(node):
            return [part for part in (lower, upper, step) if part is not None]
        case (
            ast.Assign(targets=[ast.Name()], value=value) | ast.AnnAssign(target=ast.Name(), value=ast.expr() as value)
        ):
            return [value] if isinstance(code.parent(node), ast.Module) else []
        case ast.Call(args=arguments) if name_of(node) == "count":
            return arguments[:1]
        case ast.Call(keywords=keywords) if name_of(node) == "timedelta":
            return [keyword.value for keyword in keywords]
    return []


def _is_same(code: Code, node: ast.AST, number: ast.expr, other: int) -> bool:
    """Whether the module's constants hide the change: `512 // 100` and `512 // 101` are both 5."""
    match node:
        case ast.BinOp(left=left, right=right):
            before = [_constant(code, part) for part in (left, right)]
            after = [other if part is number else value for part, value in zip((left, right), before, strict=True)]
            result = _calculated(node.op, before)
            return result is not None and result == _calculated(node.op, after)
    return False


def _constant(code: Code, node: ast.expr) -> int | float | None:
    """Of a number, or of a name that the module gives to one and nothing changes."""
    if not isinstance(node, ast.Name):
        return number_of(node)
    stores = [each for each in code.nodes(ast.Name) if each.id == node.id and isinstance(each.ctx, ast.Store)]
    for statement in code.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == node.id and len(stores) == 1:
                return number_of(value)
    return None


def _calculated(operator: ast.operator, operands: Sequence[int | float | None]) -> int | float | None:
    """Of the two operators that lose something; None for others, and where there is no result."""
    left, right = operands
    if left is None or right is None or right == 0:
        return None
    if isinstance(operator, ast.FloorDiv):
        return left // right
    return left % right if isinstance(operator, ast.Mod) else None


def is_sum(node: ast.BinOp) -> bool:
    """Not text that is put together."""
    return not any(
        isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str))
        for part in (node.left, node.right)
    )


def _is_reversing(node: ast.Slice) -> bool:
    return node.lower is None and node.upper is None and number_of(node.step) == -1


def _shown_with(number: ast.expr, node: ast.AST) -> ast.expr | ast.stmt:
    """The sum around a number, which says more than the number alone."""
    return node if isinstance(node, ast.expr | ast.AugAssign) else number
