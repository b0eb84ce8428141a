"""The last one first."""

import pytest

from grader.author.mutants import Kind

CASES = {
    "sorted": ("return sorted(a)", ["return sorted(a, reverse=True)"]),
    "sorted by a key": ("return sorted(a, key=f)", ["return sorted(a, key=f, reverse=True)"]),
    "sorted the other way": ("return sorted(a, reverse=True, key=f)", ["return sorted(a, key=f)"]),
    "sorted either way": ("return sorted(a, reverse=b)", ["return sorted(a, reverse=not (b))"]),
    "sort": ("a.sort()", ["a.sort(reverse=True)"]),
    "reversed": ("return list(reversed(a))", ["return list(a)"]),
    "a slice": ("return a[::-1]", ["return a"]),
    "a column": ("q.order_by(Todo.id, Todo.name)", ["q.order_by(Todo.id.desc(), Todo.name)"]),
    "a column, downwards": ("q.order_by(Todo.id.desc())", ["q.order_by(Todo.id)"]),
    "a column, downwards by a function": ("q.order_by(desc(Todo.id))", ["q.order_by(Todo.id)"]),
    "a dict's values": ("return list(a.values())[b:c]", ["return list(reversed(a.values()))[b:c]"]),
    "made on the spot": ("return [a for a in b]", ["return [a for a in b][::-1]"]),
    "the module's list": ("return KEPT[1:]", ["return KEPT[::-1][1:]"]),
    "the module's dict": ("return NAMED", []),
    "what nobody sees": ("return len(sorted(a)), set(reversed(a))", []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_order(changes, source, expected):
    found = changes(f"KEPT: list[int] = []\nNAMED = {{}}\n\ndef f(a):\n    {source}\n", Kind.ORDER)

    assert found == [(Kind.ORDER, line) for line in expected]
