"""What is found in code, and above all what is not."""

import pytest

from grader.source.findings import KINDS, RULES, findings
from tests.source.right import RIGHT
from tests.source.wrong import WRONG


def cases(table):
    return [
        pytest.param(kind, code, id=f"{kind}: {name}") for kind, codes in table.items() for name, code in codes.items()
    ]


def marked(code: str) -> list[int]:
    return [number for number, line in enumerate(code.splitlines(), 1) if line.endswith("# here")]


@pytest.mark.parametrize(("kind", "code"), cases(WRONG))
def test_wrong_code_is_found(kind, code):
    found = findings({"main.py": code.encode()})

    assert [(finding.file, finding.kind, finding.line) for finding in found] == [
        ("main.py", kind, line) for line in marked(code)
    ]


@pytest.mark.parametrize(("kind", "code"), cases(RIGHT))
def test_right_code_is_left_alone(kind, code):
    compile(code, "main.py", "exec")

    assert findings({"main.py": code.encode()}) == []


def test_every_kind_has_right_and_wrong_code():
    assert (*WRONG,) == (*RIGHT,) == KINDS


def test_names_are_followed_through_the_answers_modules():
    found = findings(
        {
            "main.py": b"from app.tools import save, nap\n\n\nasync def create():\n    save(1)\n    nap(1)\n",
            "app/__init__.py": b"",
            "app/tools.py": b"from .waiting import nap\n\n\nasync def save(x):\n    pass\n",
            "app/waiting.py": b"from time import sleep as nap\n",
        }
    )

    assert [(finding.file, finding.line, finding.kind) for finding in found] == [
        ("main.py", 5, "never-awaited"),
        ("main.py", 6, "blocking-call"),
    ]


def test_a_module_of_the_answer_hides_a_package():
    code = b"import requests\n\n\nasync def read():\n    requests.get('/')\n"

    assert findings({"main.py": code, "requests.py": b"def get(path): ...\n"}) == []
    assert findings({"main.py": code, "requests/data.txt": b""}) == []


def test_tests_may_wait():
    code = b"import time\n\n\nasync def test_it():\n    time.sleep(1)\n"

    assert findings({"test_main.py": code, "tests/conftest.py": code}) == []


def test_a_finding_reads_well():
    (found,) = findings({"app/main.py": b"import time\n\n\nasync def slow():\n    time.sleep(2)\n"})

    assert found.title == "`time.sleep()` stops the event loop"
    assert found.explanation == (
        "All `async def` functions share one thread, the event loop. While `time.sleep()` waits, that thread waits too,"
        " and every other request waits with it. Await something that waits without blocking, such as `asyncio.sleep`"
        " or an async client; or write the endpoint with `def`, and FastAPI runs it in a thread of its own."
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_words_of_a_rule(rule):
    sentences = [part for part in rule.explanation.replace(": ", ". ").split(". ") if part]

    assert not rule.title.endswith(".")
    assert rule.explanation.endswith(".")
    assert 2 <= len(rule.explanation.split(". ")) <= 4
    assert max(len(sentence.split()) for sentence in sentences) <= 32
