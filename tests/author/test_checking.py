"""Whether an exercise judges rightly is found out by judging."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.answer import read_answer
from grader.author.models import Judged
from grader.author.mutants import mutants_of
from grader.course.reader import read_course

Check = Callable[..., Judged]

CHECKS = "exercises/double/test_double.py"
REFERENCE = "solutions/double/reference/main.py"
TASK = "exercises/double/exercise.md"
EQUIVALENT = "solutions/double/equivalent.toml"
ROUTES = """

@app.get("/ping")
def ping() -> str:
    return "pong"


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    return {"double": 2 * number}
# TODO"""
SOURCE_CHECK = '''

@requirement(2)
def test_nothing_is_printed(source):
    """Nothing is printed"""
    assert not source.calls("print")
'''
PING_EXAMPLE = """
```http
GET /ping

→ 200
"pong"
```
"""
COPY = '''@requirement(1)
def test_copy(client):
    """Any number is doubled, again"""
    number = random.randint(10, 99)
    assert client.get(f"/double/{number}").json() == {"double": 2 * number}


'''


def told(judged: Judged) -> list[tuple[str, int | None, str]]:
    return [(each.file, each.line, each.text) for each in judged.defects]


def change(course: Path, file: str, old: str, new: str) -> None:
    text = (course / file).read_text()
    assert old in text
    (course / file).write_text(text.replace(old, new))


def test_course_in_order_has_no_defects(check):
    judged = check()

    assert judged.defects == []
    # Wrong: the starter, one mistake, an empty file, two constant apps, one that knows only the example.
    figures = judged.figures
    assert (figures.wrong, figures.caught) == (6, 6)
    assert (figures.right, figures.accepted) == (2, 2)
    assert figures.mutants == figures.mutants_caught > 0
    assert (figures.sensitivity, figures.specificity, figures.mutation_score) == (1.0, 1.0, 1.0)


def test_what_is_known_is_not_judged_again(check):
    check()

    again = check().figures

    assert (again.judged, again.seconds) == (0, 0.0)
    assert again.mutants_caught > 0


def test_signatures_are_written_when_they_are_stale(check, course):
    written: list[Path] = []

    check(wrote=written.append)
    check(wrote=written.append)

    assert written == [course / "solutions" / "double" / "signatures.json"]
    signatures = read_course(course).exercise("double").signatures
    assert signatures is not None
    assert list(signatures.mistakes) == ["squares"]


# What is changed, and what is told: file, line, the beginning of the text.
FAULTS = {
    "a check that the reference fails": (
        (CHECKS, '== "pong"', '== "ping"'),
        ("solutions/double/reference", None, "does not pass `test_ping`: This check fails on the solution too"),
    ),
    "a reference that fails": (
        (REFERENCE, "2 * number}", "3 * number}"),
        ("solutions/double/reference", None, "does not pass `test_double`: This check fails on the solution too"),
    ),
    "a reference that does not start": (
        (REFERENCE, "app = FastAPI()", "app = FastAPI("),
        ("solutions/double/reference", None, "cannot be loaded: "),
    ),
    "a variant that is wrong": (
        ("solutions/double/variants/router/main.py", '"pong"', '"pang"'),
        (
            "solutions/double/variants/router",
            None,
            "does not pass `test_ping`: `GET /ping` answered with another body than expected",
        ),
    ),
    "a variant that uses what is deprecated": (
        (
            "solutions/double/variants/router/main.py",
            "app = FastAPI()",
            'import warnings\n\nwarnings.warn("old way", DeprecationWarning)\napp = FastAPI()',
        ),
        ("solutions/double/variants/router/main.py", 19, "warns: DeprecationWarning: old way"),
    ),
    "a request that uses what is deprecated": (
        (
            REFERENCE,
            '    return "pong"',
            '    import warnings\n\n    warnings.warn("old", DeprecationWarning)\n    return "pong"',
        ),
        ("solutions/double/reference/main.py", 10, "warns: DeprecationWarning: old"),
    ),
    "a starter that does not start": (
        ("exercises/double/starter/main.py", "app = FastAPI()", "app = FastAP()"),
        ("exercises/double/starter", None, "does not start: "),
    ),
    "a starter that passes": (
        (
            "exercises/double/starter/main.py",
            "# TODO 1: GET /double/{number}",
            ROUTES,
        ),
        ("exercises/double/starter", None, "passes"),
    ),
    "a mistake that is none": (
        ("solutions/double/mistakes/squares/main.py", "number**2", "number + number"),
        ("solutions/double/mistakes/squares", None, "passes: no check catches it"),
    ),
    "a mistake that does not start": (
        ("solutions/double/mistakes/squares/main.py", "app = FastAPI()", "app = FastAP()"),
        ("solutions/double/mistakes/squares", None, "does not start: "),
    ),
    "checks that cannot be imported": (
        (CHECKS, "import random", "import randomness"),
        (CHECKS, None, "cannot be collected: ModuleNotFoundError: No module named 'randomness'"),
    ),
}


@pytest.mark.parametrize(("change_", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_told(check, course, change_, expected):
    change(course, *change_)

    judged = check()

    file, line, text = expected
    assert [each for each in told(judged) if each[:2] == (file, line) and each[2].startswith(text)]
    assert all(each.step for each in judged.defects)


def test_checks_that_ask_only_for_the_example_are_told(check, course):
    change(course, CHECKS, "number = random.randint(10, 99)", "number = 4")
    change(course, TASK, "## Requirements", PING_EXAMPLE + "\n## Requirements")

    assert ("exercises/double", None, "an app that knows only the examples of the task passes") in told(check())


def test_checks_that_need_an_order_are_told(check, course):
    change(course, CHECKS, "import random\n", "import random\n\nSEEN = []\n")
    change(
        course,
        CHECKS,
        '    assert response.json() == {"double"',
        '    SEEN.append(1)\n    assert response.json() == {"double"',
    )
    change(
        course, CHECKS, '    response = client.get("/ping")\n', '    assert SEEN\n    response = client.get("/ping")\n'
    )

    judged = check()

    text = "passes `test_ping` in one order of the checks and not in the opposite one, or by chance"
    assert told(judged) == [("solutions/double/reference", None, text)]
    # Nothing else is tried with a reference that passes by chance.
    assert (judged.figures.accepted, judged.figures.wrong, judged.figures.mutants) == (0, 0, 0)


def test_two_mistakes_that_fail_alike_are_told(check, course):
    twin = course / "solutions" / "double" / "mistakes" / "triples"
    twin.mkdir()
    source = (course / REFERENCE).read_text().replace("2 * number", "number * number + 0")
    (twin / "main.py").write_text(source)
    (twin / "explanation.md").write_text("# The number is squared in another way\n\nToo large.\n")

    found = told(check())

    for name in ("squares", "triples"):
        assert any(file.endswith(name) and text.startswith("fails, and is not told") for file, _, text in found)


def test_mistake_that_only_the_source_shows_is_told_as_such(check, course):
    checks = (course / CHECKS).read_text() + SOURCE_CHECK
    (course / CHECKS).write_text(checks)
    mistake = course / "solutions" / "double" / "mistakes" / "prints"
    mistake.mkdir()
    source = (course / REFERENCE).read_text().replace('    return "pong"', '    print("ping")\n    return "pong"')
    (mistake / "main.py").write_text(source)
    (mistake / "explanation.md").write_text("# It prints\n\nThe log fills up.\n")

    (defect,) = check().defects

    assert defect.file == "solutions/double/mistakes/prints"
    assert defect.text.endswith("the checks that it fails ask the answer nothing, so there is nothing to compare")


def test_survivor_is_shown_with_its_difference_and_a_request(check, course):
    change(course, CHECKS, '{"double": 2 * number}', "response.json()")

    survivors = [each for each in check().defects if each.file == REFERENCE]

    assert survivors
    for each in survivors:
        assert each.line == 13
        assert each.text.startswith("no check notices this mutant: `main.py: ")
        assert '-    return {"double": 2 * number}' in each.detail
        assert "Told apart by:\n  GET /double/" in each.detail
        assert each.step == "add a check that asks this"


def test_survivor_that_is_declared_equivalent_is_counted_apart(check, course):
    change(course, CHECKS, '{"double": 2 * number}', "response.json()")
    names = [each.text.partition("`")[2].rstrip("`") for each in check().defects if each.file == REFERENCE]
    declare(course, *names)

    judged = check()

    assert [each for each in judged.defects if each.file == REFERENCE] == []
    assert judged.figures.equivalent == len(names)


def test_declaration_of_what_is_caught_is_told(check, course):
    mutant = mutants_of(read_answer(course / "solutions" / "double" / "reference"))[0]
    declare(course, mutant.id)

    (defect,) = check().defects

    assert (defect.file, defect.line) == (EQUIVALENT, 2)
    assert defect.text.startswith("calls a mutant equivalent that fails `test_")


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        ('[[equivalent]]\nmutant = "main.py: none"\nreason = "x"\n', 2, "names no mutant: `main.py: none`"),
        ('[[equivalent]]\nmutant = "main.py: none"\nreason = " "\n', 2, "gives no reason for `main.py: none`"),
        ('[[equivalent]]\nmutant = "main.py: none"\n', None, "cannot be used: Object missing required field `reason`"),
        ("[[equivalent\n", None, "is not TOML: "),
        ("\xff", None, "cannot be read: "),
    ],
    ids=["unknown", "no reason", "no key", "no TOML", "no UTF-8"],
)
def test_what_is_wrong_with_the_declarations_is_told(check, course, content, line, text):
    (course / EQUIVALENT).write_bytes(content.encode("latin-1"))

    found = told(check())

    assert [each for each in found if each[:2] == (EQUIVALENT, line) and each[2].startswith(text)]


def test_matrix_shows_which_check_catches_what(check, course):
    change(course, CHECKS, "@requirement(2)", COPY + "@requirement(2)")

    matrix = {each.check: each for each in check(with_matrix=True).matrix}

    assert list(matrix) == ["test_double", "test_copy", "test_ping"]
    # The mistake and the example, each seen by both.
    assert matrix["test_double"].caught == matrix["test_copy"].caught >= 2
    assert (matrix["test_double"].alone, matrix["test_copy"].alone) == (0, 0)


def declare(course: Path, *mutants: str) -> None:
    tables = [
        f'[[equivalent]]\nmutant = {json.dumps(each, ensure_ascii=False)}\nreason = "No request can tell."\n'
        for each in mutants
    ]
    (course / EQUIVALENT).write_text("\n".join(tables))
