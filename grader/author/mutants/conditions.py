"""Another way taken: a condition negated, a comparison that lets in its limit or shuts it out, `and` for `or`."""

import ast
from collections.abc import Iterator

from grader.author.mutants.code import Change, Code
from grader.author.mutants.edits import Edit
from grader.author.mutants.models import Kind

_EDGES: dict[type[ast.cmpop], str] = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
_OPPOSITES: dict[type[ast.cmpop], str] = {ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in", ast.NotIn: "in"}
_OPPOSITES |= {ast.Is: "is not", ast.IsNot: "is"}
_NEGATIONS: dict[type[ast.cmpop], str] = {ast.Lt: ">=", ast.LtE: ">", ast.Gt: "<=", ast.GtE: "<"}
_NEGATIONS |= _OPPOSITES
_OPERATOR = rb"not\s+in|is\s+not|in|is|[<>=!]=|[<>]"
_TIGHT = (ast.Name, ast.Attribute, ast.Call, ast.Subscript, ast.Constant)
"""What `not` may stand before without brackets."""


def mutate(code: Code) -> Iterator[Change]:
    conditions = [test for node in (*code.nodes(ast.AST), *_parts(code)) for test in _tests(node)]
    for test in conditions:
        if not isinstance(test, ast.Constant) and not code.is_aside(test):
            yield _negated(code, test)
    whole = set(conditions)
    for compare in code.nodes(ast.Compare):
        others = _EDGES if compare in whole else _EDGES | _OPPOSITES
        for index, operator in enumerate(compare.ops):
            if type(operator) in others:
                yield _operator(code, Kind.COMPARISON, compare, index, others[type(operator)])
    for junction in code.nodes(ast.BoolOp):
        for left, right in zip(junction.values, junction.values[1:], strict=False):
            start, end = code.text.find(rb"\b(and|or)\b", code.text.end(left), code.text.start(right))
            other = "or" if isinstance(junction.op, ast.And) else "and"
            yield code.edited(Kind.JUNCTION, junction, Edit(start=start, end=end, text=other))


def _parts(code: Code) -> Iterator[ast.AST]:
    """What has conditions and no place of its own."""
    return (node for node in code.module.nodes if isinstance(node, ast.comprehension | ast.match_case))


def _tests(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            return [test]
        case ast.comprehension(ifs=tests):
            return tests
        case ast.match_case(guard=ast.expr() as guard):
            return [guard]
    return []


def _negated(code: Code, test: ast.expr) -> Change:
    match test:
        case ast.Compare(ops=[operator]):
            return _operator(code, Kind.CONDITION, test, 0, _NEGATIONS[type(operator)])
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return code.change(Kind.CONDITION, test, code.text.of(operand))
        case _ if isinstance(test, _TIGHT):
            return code.change(Kind.CONDITION, test, f"not {code.text.of(test)}")
    return code.change(Kind.CONDITION, test, f"not ({code.text.of(test)})")


def _operator(code: Code, kind: Kind, compare: ast.Compare, index: int, other: str) -> Change:
    operands = [compare.left, *compare.comparators]
    place = code.text.find(_OPERATOR, code.text.end(operands[index]), code.text.start(operands[index + 1]))
    return code.edited(kind, compare, Edit(start=place[0], end=place[1], text=other))
