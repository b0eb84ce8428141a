"""Files that are no Python, too large, or nested without end: they have no findings, and nothing crashes."""

import pytest

from grader.source.findings import MAX_FINDINGS, findings
from grader.source.project import Project

WRONG = b"import time\n\n\nasync def slow():\n    time.sleep(1)\n"
STRANGE = {
    "no Python": b"def (",
    "UTF-16": "x = 1".encode("utf-16"),
    "a null byte": b"x = 1\0",
    "bytes that are no text": b"x = '\xff'",
    "an unknown encoding": b"# coding: klingon\nx = 1",
    "brackets": b"(" * 90_000,
    "closed brackets": b"[" * 45_000 + b"]" * 45_000,
    "minus signs": b"x = " + b"-" * 90_000 + b"1",
    "a sum": b"x = 1" + b"+1" * 40_000,
    "a chain of attributes": b"x" + b".y" * 40_000,
    "a chain of calls": b"x" + b"()" * 40_000,
    "elif": b"if a: pass\n" + b"elif a: pass\n" * 6_000,
    "lambdas": b"x = " + b"lambda: " * 10_000 + b"1",
    "not": b"x = " + b"not " * 20_000 + b"1",
    "nested functions": b"".join(b" " * n + b"def f():\n" for n in range(95)) + b" " * 95 + b"pass",
    "f-strings": b"x = f'" + b"{x}" * 30_000 + b"'",
    "nested braces": b"x = " + b"{1:" * 150 + b"}" * 149,
    "nested lambdas in brackets": b"(lambda x=" * 150,
    "nested with": b"with (" * 99 + b"a",
    "one long line": b"x = [" + b"1," * 49_000 + b"]",
    "two megabytes": WRONG + b"# x\n" * 500_000,
}


# Each would take minutes if a rule looked at the whole file again for every line of it.
REPETITIVE = {
    "assignments": b"async def f():\n" + b"    x = f()\n" * 6_000,
    "assignments to many names": b"async def f():\n"
    + b"".join(b"    x%d = f()\n    x%d[0]\n" % (n, n) for n in range(2_500)),
    "one name bound often": b"import time\n"
    + b"f = time.sleep\n" * 3_000
    + b"async def g():\n"
    + b"    f(1)\n" * 3_000,
    "one import often": b"import time\n" * 4_000 + b"async def g():\n" + b"    time(1)\n" * 3_000,
    "methods of one class": b"class A:\n    async def f(self): pass\n    def g(self):\n"
    + b"        x = self.f()\n" * 3_500,
    "a long function called often": b"def f():\n"
    + b"    1\n" * 6_000
    + b"    return f\n"
    + b"from fastapi import Depends\n"
    + b"Depends(f())\n" * 3_000,
    "functions that return each other": b"from fastapi import Depends\n"
    + b"".join(b"def f%d():\n" % n + b"    return f%d()\n" % (n + 1) * 60 for n in range(80))
    + b"Depends(f0())\n",
    "one statement executed often": b"def f(c, q):\n    s = '"
    + b"x" * 40_000
    + b"' + q\n"
    + b"    c.execute(s)\n" * 2_500,
    "a validator decorated often": b"from pydantic import field_validator as v\n"
    + b"@v('a')\n" * 5_000
    + b"def f(x):\n"
    + b"    x = 1\n" * 4_000
    + b"    return x\n",
    "many tables": b"def f(c):\n" + b"    c.execute(f'select {x} from {y}')\n" * 2_500,
}


@pytest.mark.parametrize("content", REPETITIVE.values(), ids=REPETITIVE.keys())
def test_a_repetitive_file_is_read_once(content):
    assert len(content) < 100_000
    assert len(Project({"main.py": content}).modules) == 1

    assert len(findings({"main.py": content})) in (0, MAX_FINDINGS)


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE.keys())
def test_a_strange_file_has_no_findings(content):
    assert findings({"main.py": content}) == []


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE.keys())
def test_other_files_are_looked_at_all_the_same(content):
    assert [finding.file for finding in findings({"a.py": content, "main.py": WRONG})] == ["main.py"]


def test_many_files_are_not_all_looked_at():
    large = WRONG + b"# x\n" * 24_000

    found = findings({f"m{number}.py": large for number in range(9)})

    assert [finding.file for finding in found] == ["m0.py", "m1.py"]


def test_a_file_of_nothing_but_mistakes():
    code = b"import time\n\n\nasync def slow():\n" + b"    time.sleep(1)\n" * 3_000

    assert len(findings({"main.py": code})) == MAX_FINDINGS
