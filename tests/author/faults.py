"""Ways to break our own course by hand. `expected/format.txt` says what its author is told about each."""

import os
from collections.abc import Callable
from pathlib import Path

from tests.course.conftest import CourseFolder

LESSON = "lessons/path-parameters.md"
TODO = "lessons/project-todo.md"
TASK = "exercises/path-parameters/exercise.md"
CHECKS = "exercises/path-parameters/test_path_parameters.py"
SOLUTIONS = "solutions/path-parameters"
BY_HAND = f"{SOLUTIONS}/mistakes/checked-by-hand"

Change = Callable[[CourseFolder], object]


def words(count: int) -> str:
    return " ".join(["word"] * count)


def link(course: CourseFolder, name: str, target: str | Path) -> None:
    (course.path / name).symlink_to(target)


def copy(course: CourseFolder, name: str, to: str) -> None:
    course.write(to, (course.path / name).read_text("utf-8"))


FAULTS: dict[str, Change] = {
    # A lesson
    "minutes": lambda c: c.replace(LESSON, "minutes: 18", "minutes: 40"),
    "too-few-minutes": lambda c: c.replace(LESSON, "minutes: 18", "minutes: 5"),
    "survey-too-long": lambda c: c.replace(LESSON, "A museum lends", f"{words(20)} A museum lends"),
    "picture-too-long": lambda c: c.replace(LESSON, "Picture a coin", f"{words(60)} Picture a coin"),
    "six-questions": lambda c: c.replace(LESSON, "contain a `/`?\n", "contain a `/`?\n6. Why?\n"),
    "too-many-terms": lambda c: c.replace(
        "lessons/http-and-python.md", "header, decorator]", "header, decorator, rail]"
    ),
    "ten-rows": lambda c: c.replace(
        LESSON, "\n### Summary", "| One? | One |\n| Two? | Two |\n\n### Summary".removeprefix("\n")
    ),
    "other-columns": lambda c: c.replace(LESSON, "| Cue | Note |", "| Question | Answer |"),
    "long-summary": lambda c: c.replace(
        LESSON, "whether it exists is your\nquestion.", "whether it exists is your\nquestion. And more."
    ),
    "long-summary-with-code": lambda c: c.replace(
        LESSON,
        "stands, the type says what it becomes, `Path()` says",
        "stands. `int` says what it becomes. `Path()` says",
    ),
    "no-predictions": lambda c: c.replace(LESSON, "→ ? ", "→ "),
    "prediction-without-a-reveal": lambda c: c.replace(
        LESSON, "**405, not 422.** The method is settled on the rail; the cashier never saw the value.\n", ""
    ),
    "riddle": lambda c: c.replace(
        "lessons/orientation.md",
        "**A first look.** This is",
        "```python app broken\nfrom fastapi import FastAPI\n\napp = FastAPI()\n```\n\n**A first look.** This is",
    ),
    "wide-code": lambda c: c.replace(
        LESSON,
        "  en = ",
        "  # The three languages that the museum has recorded its guides in so far, as words\n    en = ",
    ),
    "nobody-to-explain-to": lambda c: c.replace(
        LESSON, "### Explain it\n\nA colleague", "### Explain it\n\n- A colleague"
    ),
    "no-key-points": lambda c: c.replace(
        "lessons/first-steps.md",
        """- the file is run once, and the decorators fill the app's list of routes
- the program then waits; each request brings a method and an address
- the app looks for a route with both: no such address is 404, another method 405
- it calls the function, once for each request, and what comes back becomes JSON
- what stands outside of the functions stays until the program ends
""",
        "",
    ),
    "review-without-a-table": lambda c: c.replace(
        "lessons/request-body.md",
        "| The caller sees | Look at |\n|---|---|\n",
        "The caller sees, look at:\n\n",
    ),
    "pitfall-not-mended": lambda c: c.replace(
        TODO,
        """```python app
from fastapi import FastAPI

app = FastAPI()

jobs = {}


@app.get("/jobs/")
def list_jobs():
    return list(jobs.values())
```
""",
        "",
    ),
    "unkind": lambda c: c.replace(
        LESSON, "Put a name in\nbraces" if False else "Put a name in braces", "Just put a name in braces"
    ),
    "unkind-in-an-explanation": lambda c: c.replace(
        f"{BY_HAND}/explanation.md", "The idea:", "You forgot\nthe limit. The idea:"
    ),
    # What is named
    "unknown-lesson": lambda c: c.replace(LESSON, "`not-found` shows", "`not-fund` shows"),
    "unknown-lesson-in-a-hint": lambda c: c.replace(
        TASK, "Lesson `path-parameters`, Core, first", "Lesson `cookies`, Core, first"
    ),
    "unknown-exercise": lambda c: c.replace(LESSON, "The exercise `path-parameters`.", "The exercise `paths`."),
    "unknown-lesson-in-a-command": lambda c: c.replace(
        "lessons/orientation.md", "`learnfastapi next` shows", "`learnfastapi lesson orientatin` shows"
    ),
    "unknown-exercise-in-a-block": lambda c: c.replace(
        "lessons/first-steps.md", "```console\n", "```console\nlearnfastapi check first-step\n"
    ),
    "link-to-no-file": lambda c: c.replace(LESSON, "Capital letters count.", "[Capital](first-step.md) letters count."),
    "link-out": lambda c: c.replace(LESSON, "Capital letters count.", "Capital\n[letters](../../x.md) count."),
    "link-that-is-none": lambda c: c.replace(LESSON, "Capital letters", "[Capital](http://[letters/) [x](a%00b)"),
    "link-to-no-heading": lambda c: c.replace(LESSON, "Capital letters count.", "[Capital](#pitfalls) letters count."),
    "link-to-no-heading-of-another": lambda c: c.replace(
        LESSON, "Capital letters count.", "[Capital](first-steps.md#cores) letters count."
    ),
    # A task
    "story-too-long": lambda c: c.replace(TASK, "A seed bank keeps", f"{words(100)} A seed bank keeps"),
    "task-without-minutes": lambda c: c.replace(TASK, "minutes: 20", "minutes: 0"),
    "no-hints-for-3": lambda c: c.replace(
        TASK,
        """### 3
- Run it and ask for `/drawers/newest` in `/docs`. Which part of your program wrote the answer that you see?
- Lesson `path-parameters`, Core, "Two routes for one address".
- Nothing in `read_newest_drawer` has to change. Move it, decorator and all, above …
""",
        "",
    ),
    "requirement-without-a-check": lambda c: c.replace(
        TASK, "\n## Hints\n", "7. Nothing answers 500.\n\n## Hints\n### 7\n- Why?\n"
    ),
    # Checks
    "no-requirement": lambda c: c.replace(CHECKS, "@requirement(3)\n", ""),
    "requirement-out-of-range": lambda c: c.replace(CHECKS, "@requirement(3)\n", "@requirement(9)\n"),
    "requirement-as-text": lambda c: c.replace(CHECKS, "@requirement(3)\n", '@requirement("3")\n'),
    "checks-are-no-python": lambda c: c.write(CHECKS, "import pytest\n\ndef test_x(:\n"),
    "checks-without-a-check": lambda c: c.write("exercises/path-parameters/test_more.py", "import pytest\n"),
    "check-without-docstring": lambda c: c.write(
        "exercises/path-parameters/test_more.py",
        "from grader import checks\n\n\n@checks.requirement(1)\ndef test_more(client):\n    client.get('/')\n",
    ),
    "long-docstring": lambda c: c.write(
        "exercises/path-parameters/test_more.py",
        f'from grader.checks import requirement as r\n\n\n@r(1)\ndef test_more():\n    """{words(20)}"""\n',
    ),
    "docstring-of-two-lines": lambda c: c.write(
        "exercises/path-parameters/test_more.py",
        'import grader.checks\n\n\n@grader.checks.remark\ndef test_more():\n    """It is\n    simply so"""\n',
    ),
    "needs-what-is-below": lambda c: c.write(
        "exercises/path-parameters/test_more.py",
        """from grader.checks import needs, requirement


@requirement(1)
@needs(test_b, "test_c")
def test_a():
    "A holds"


@requirement(1)
@needs(test_a, *[test_a])
def test_b():
    "B holds"
""",
    ),
    "two-checks-with-one-name": lambda c: c.write(
        "exercises/path-parameters/test_zero.py",
        """from grader.checks import requirement


class TestZero:
    @requirement(1)
    def test_a(self):
        "A holds"


@requirement(2)
async def test_a():
    "A holds"
""",
    ),
    # Solutions
    "no-notes": lambda c: c.remove(f"{SOLUTIONS}/notes.md"),
    "short-explanation": lambda c: c.write(f"{BY_HAND}/explanation.md", "# Wrong\n\nIt is.\n"),
    "code-in-an-explanation": lambda c: c.replace(
        f"{BY_HAND}/explanation.md", "The idea:", "```python\nx = 1\n```\n\n## Idea\n\nThe idea:"
    ),
    "mistake-equals-the-reference": lambda c: c.write(
        f"{BY_HAND}/main.py", "# Ours\n" + (c.path / f"{SOLUTIONS}/reference/main.py").read_text("utf-8")
    ),
    "variant-equals-another": lambda c: copy(
        c, f"{SOLUTIONS}/variants/router/main.py", f"{SOLUTIONS}/variants/zebra/main.py"
    ),
    "mistake-equals-a-variant": lambda c: copy(c, f"{SOLUTIONS}/variants/router/main.py", f"{BY_HAND}/main.py"),
    "broken-app-without-a-file": lambda c: c.write(f"{SOLUTIONS}/broken/takes-all/README.md", "x"),
    "broken-app-is-right": lambda c: copy(c, f"{SOLUTIONS}/reference/main.py", f"{SOLUTIONS}/broken/takes-all/main.py"),
    # Files
    "stray-in-lessons": lambda c: c.write("lessons/notes.txt", ""),
    "stray-in-exercises": lambda c: c.write("exercises/README.md", ""),
    "stray-in-an-exercise": lambda c: c.write("exercises/path-parameters/conftest.py", ""),
    "stray-folder-in-an-exercise": lambda c: c.write("exercises/path-parameters/data/x.json", ""),
    "stray-in-solutions": lambda c: c.write(f"{SOLUTIONS}/old/main.py", ""),
    "stray-beside-the-mistakes": lambda c: c.write(f"{SOLUTIONS}/mistakes/main.py", ""),
    "passed-over": lambda c: (
        (c.path / "exercises/path-parameters/__pycache__").mkdir(),
        c.write("exercises/path-parameters/__pycache__/test.pyc", ""),
        c.write("lessons/.DS_Store", ""),
        c.write(f"{SOLUTIONS}/equivalent.toml", ""),
        c.write(f"{SOLUTIONS}/broken/any-word/main.py", "app = 1"),
    ),
    "link-that-leads-out": lambda c: link(c, f"{SOLUTIONS}/reference/data", "/etc"),
    "link-in-a-circle": lambda c: link(c, f"{SOLUTIONS}/reference/data", ".."),
    "link-to-itself": lambda c: link(c, f"{SOLUTIONS}/reference/data", "data"),
    "link-to-nowhere": lambda c: link(c, f"{SOLUTIONS}/reference/data", "nowhere"),
    "link-inside": lambda c: link(c, f"{SOLUTIONS}/reference/data.md", "../notes.md"),
    "pipe": lambda c: os.mkfifo(c.path / f"{SOLUTIONS}/reference/pipe"),
    "long-file": lambda c: (
        c.write(f"{SOLUTIONS}/reference/data.bin", ""),
        os.truncate(c.path / f"{SOLUTIONS}/reference/data.bin", 100_000_000),
    ),
    "no-unicode": lambda c: Path(os.fsdecode(os.fsencode(c.path / f"{SOLUTIONS}/reference") + b"/\xfb.txt")).touch(),
    "differs-in-case": lambda c: c.write(f"{SOLUTIONS}/reference/Main.py", ""),
    # What the reader tells
    "heading-missing": lambda c: c.replace(LESSON, "## Questions\n", "\n"),
    "headings-in-another-order": lambda c: c.replace(LESSON, "### Core\n", "### Under the hood\n"),
    "requires-in-a-circle": lambda c: c.replace(LESSON, "requires: [first-steps]", "requires: [request-body]"),
    "lesson-in-no-level": lambda c: c.replace("lessons/course.toml", '  "first-steps",\n', ""),
    "no-todo": lambda c: c.replace("exercises/path-parameters/starter/main.py", "# TODO", "# Later"),
    "tab-in-the-front-matter": lambda c: c.replace(TASK, "kind: tighten", "kind:\ttighten\n\tx: 1"),
    "windows-path": lambda c: c.replace(TASK, "files: [main.py]", "files: [app\\main.py]"),
}
