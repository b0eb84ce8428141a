"""`docs/authoring.md` is true: its checks judge, its commands parse, what it quotes and prints is what is there."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, cast, get_type_hints

import pytest
import typer
import yaml

from grader import checks
from grader.answer import Answer
from grader.author.asking import Asker
from grader.author.cache import Cache
from grader.author.course import check_course
from grader.author.format import format_defects, parts
from grader.author.format import lessons as limits
from grader.author.format.tasks import LONGEST_STORY
from grader.author.format.texts import WIDEST, text_defects, unkind_words
from grader.author.mutants import mutants_of
from grader.author.page import Page, fences, read_page
from grader.author.reading import read_for_author
from grader.course.front_matter import LessonHead, TaskHead
from grader.course.lesson import HEADINGS
from grader.course.markdown import first_line
from grader.course.outline import _CourseFile, _LevelTable
from grader.judge.current import Current
from grader.judge.fixtures import all_fixtures
from grader.judge.limits import Limits
from grader.models import Outcome, Reason, Report
from grader.source.findings import KINDS
from grader.source.queries import Source
from learnfastapi.commands.app import _AUTHOR, _NEW, app_for
from tests.judge.conftest import Grade, grade_by, make_exercise

__all__ = ["grade_by", "make_exercise"]

ROOT = Path(__file__).resolve().parents[1]
COURSE = ROOT / "examples" / "pack-water-meters" / "water_meters"
PAGE = cast(Page, read_page(ROOT, "docs/authoring.md"))
TEXT = PAGE.text
BLOCKS = [(token.info, token.content, first_line(token)) for token in fences(PAGE.tokens)]


def blocks(info: str) -> list[str]:
    return [content for found, content, _ in BLOCKS if found == info]


def marked(mark: str) -> list[tuple[str, str]]:
    """What stands behind a comment such as `<!-- quoted: FILE -->`, and the block below it."""
    lines = TEXT.split("\n")
    comment = re.compile(rf"<!-- {mark}: (.*) -->")
    above = [(comment.fullmatch(lines[line - 1]), content) for _, content, line in BLOCKS]
    return [(found[1], content) for found, content in above if found]


# ── The checks ──────────────────────────────────────────────────────────────────────────────────────────────────────

APP = blocks("python app")[0]
CHECKS = {cast(str, re.findall(r"^def (test_\w+)", block, re.MULTILINE)[-1]): block for block in blocks("python check")}

LEARNER_TESTS = """
from fastapi.testclient import TestClient

from main import app


def test_limit():
    assert TestClient(app).post("/readings", json={"litres": -1}).status_code == 422
"""
TAKES_NEGATIVES = APP.replace(" = Field(ge=0)", "")
IN_A_LIST = APP.replace('    FILE.write_text(json.dumps(litres))\n', "    stored()[:] = litres\n").replace(
    "return json.loads(FILE.read_text()) if FILE.exists() else []",
    "if not KEPT and FILE.exists():\n        KEPT.extend(json.loads(FILE.read_text()))\n    return KEPT",
).replace('FILE = Path("readings.json")', 'FILE = Path("readings.json")\nKEPT: list[int] = []')  # fmt: skip


class Wrong(NamedTuple):
    """An answer that is not right, and what has to be told about it."""

    app: str
    told: str
    tests: str = LEARNER_TESTS


def changed(before: str, after: str) -> str:
    assert before in APP
    return APP.replace(before, after)


WRONG: Mapping[str, Wrong] = {
    "test_reading_is_kept": Wrong(
        changed('@app.post("/readings"', '@app.post("/reading"'), "`POST /readings` answered 404, expected 201"
    ),
    "test_reading_comes_back": Wrong(changed('"litres": litres[id - 1]', '"litres": 5'), "path='$.litres', yours=5"),
    "test_documented_paths": Wrong(changed('"/unit"', '"/units"'), "/units"),
    "test_new_reading_is_answered": Wrong(
        changed(", status_code=201", ""), "`POST /readings` answered 200, expected 201"
    ),
    "test_generated_requests": Wrong(changed("1 <= id <= len", "1 <= id < len"), "status"),
    "test_settings_and_restart": Wrong(IN_A_LIST, "`GET /readings/3` answered 404, expected 200"),
    "test_callers_do_not_wait_for_each_other": Wrong(
        changed("await asyncio.sleep(0.3)", "__import__('time').sleep(0.3)"), "one after the other"
    ),
    "test_average": Wrong(changed("sum(litres) / len", "sum(litres) // len"), "expected that it returned `57.25`"),
    "test_nothing_blocks": Wrong(
        changed("await asyncio.sleep(0.3)", "time.sleep(0.3)").replace("import os\n", "import os\nimport time\n"),
        "`time.sleep(0.3)`",
    ),
    "test_tests_of_the_learner": Wrong(
        APP, "No test of yours fails on an app that takes negative litres", LEARNER_TESTS.replace("-1", "-1.5")
    ),
}


@pytest.fixture
def judge(grade_by: Grade, tmp_path: Path) -> Callable[..., Report]:
    """Grade an answer by checks of the document; the reference is the document's app."""
    folder = tmp_path / "broken" / "takes-negatives"
    folder.mkdir(parents=True)
    (folder / "main.py").write_text(TAKES_NEGATIVES)

    def run(*names: str, app: str = APP, tests: str = LEARNER_TESTS) -> Report:
        source = "\n\n".join(CHECKS[name] for name in names)
        numbers = {int(number) for number in re.findall(r"@requirement\((\d)\)", source)}
        # One requirement, since one without a check could not be passed.
        source = re.sub(r"@requirement\(\d\)", "@requirement(1)", source)
        assert numbers <= {1, 2}
        reference = {"main.py": APP, "test_main.py": LEARNER_TESTS}
        return grade_by(source, {"main.py": app, "test_main.py": tests}, reference, requirements=1)

    return run


@pytest.mark.parametrize("name", WRONG)
def test_check_passes_on_the_app_of_the_document(judge, name):
    report = judge(name)

    assert [check.message for check in report.checks if check.outcome is not Outcome.PASSED] == []
    assert (report.problem, report.outcome) == (None, Outcome.PASSED)


@pytest.mark.parametrize("name", WRONG)
def test_check_fails_on_a_wrong_app(judge, name):
    report = judge(name, app=WRONG[name].app, tests=WRONG[name].tests)

    (failed,) = [check for check in report.checks if check.outcome is Outcome.FAILED]
    assert report.outcome is Outcome.FAILED
    assert WRONG[name].told in failed.message + str(failed.difference)


def test_needs_shows_one_fault_once(judge):
    report = judge("test_reading_is_kept", app=WRONG["test_reading_is_kept"].app)

    assert [(check.outcome, check.reason is Reason.NEED_FAILED) for check in report.checks] == [
        (Outcome.FAILED, False),
        (Outcome.SKIPPED, True),
    ]


@pytest.mark.parametrize(
    ("app", "notes"),
    [
        (APP, []),
        (TAKES_NEGATIVES, ["The limit of `litres` is checked by hand; declared, `/docs` shows it"]),
    ],
    ids=["right", "wrong"],
)
def test_remark_is_told_and_changes_nothing(judge, app, notes):
    report = judge("test_reading_is_kept", "test_limit_is_documented", app=app)

    assert (report.notes, report.outcome) == (notes, Outcome.PASSED)


def test_each_check_has_a_wrong_app():
    assert {*CHECKS} == {*WRONG, "test_limit_is_documented"}


def fixture_names() -> list[str]:
    plugins = all_fixtures(cast(Current, None))
    return [
        name
        for plugin in plugins
        for name, value in vars(type(plugin)).items()
        if type(value).__name__ == "FixtureFunctionDefinition"
    ]


@pytest.mark.parametrize("name", fixture_names())
def test_fixture_has_a_heading_an_example_and_a_row(name):
    assert f"\n### `{name}`\n" in TEXT
    assert re.search(rf"^def test_\w+\(.*\b{name}\b", "".join(CHECKS.values()), re.MULTILINE)
    assert re.search(rf"^\| `{name}[`(]", TEXT, re.MULTILINE)


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, value in vars(checks).items()
        if getattr(value, "__module__", "") == checks.__name__ and callable(value)
    ],
)
def test_name_of_the_checks_module_is_used_and_listed(name):
    assert re.search(rf"\b{name}\b", "".join(CHECKS.values()))
    assert re.search(rf"^\| `{name}[`(]", TEXT, re.MULTILINE)


def test_queries_of_the_source_are_listed():
    row = cast(re.Match[str], re.search(r"^\| `source` .*$", TEXT, re.MULTILINE))[0]
    attributes = {*vars(Source({})), *vars(Source)}

    assert {*re.findall(r"`(\w+)`", row)} - {"source"} == {name for name in attributes if not name.startswith("_")}


def test_kinds_of_findings_are_listed():
    paragraph = cast(re.Match[str], re.search(r"Kinds of findings: ([^.]*)\.", TEXT))[1]

    assert tuple(re.findall(r"`([^`]*)`", paragraph)) == KINDS


# ── The commands ────────────────────────────────────────────────────────────────────────────────────────────────────

WORKFLOW = yaml.safe_load(blocks("yaml")[0])
LINES = [line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines() if line[:2] == "$ "]
LINES += [step["run"] for step in WORKFLOW["jobs"]["check"]["steps"] if "run" in step]
OTHERS = {"cd", "pip"}


@pytest.mark.parametrize("line", [line for line in LINES if line.split()[0] not in OTHERS])
def test_command_line_names_what_there_is(line):
    program, *arguments = line.split()
    command: Any = typer.main.get_command(app_for(arguments))

    context = command.make_context(program, [*arguments])
    while hasattr(command, "commands"):
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        context = command.make_context(name, rest, parent=context)

    assert (program, context.args) == ("learnfastapi", [])


def test_every_command_of_authors_is_shown():
    commands = [f"author {name}" for name, *_ in _AUTHOR] + [f"author new {name}" for name, *_ in _NEW]

    assert [each for each in commands if not any(line.startswith(f"learnfastapi {each} ") for line in LINES)] == []


# ── What is quoted and printed ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("file", "piece"), marked("quoted"))
def test_quoted_piece_is_in_its_file(file, piece):
    assert piece in (COURSE / file).read_text(encoding="utf-8")


def test_mistakes_of_the_example_are_those_of_the_table():
    named = re.findall(r"^\| `([a-z-]+)` \| ", TEXT.split("## The task")[0], re.MULTILINE)

    assert sorted(named) == sorted(path.name for path in (COURSE / "solutions/litres-for-two/mistakes").iterdir())


def test_declared_mutant_is_one():
    (entry,) = tomllib.loads(next(block for block in blocks("toml") if "[[equivalent]]" in block))["equivalent"]
    source = (
        'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/{{n}}")\ndef distance(n: int):\n    return {}\n'
    )
    assert "`n if n > 0 else -n`" in TEXT

    mutants = mutants_of(Answer(files={"main.py": source.format("n if n > 0 else -n").encode()}))

    assert entry["mutant"] in [mutant.id for mutant in mutants]


def without_test_vary(course: Path) -> None:
    file = course / "exercises/litres-for-two/test_litres_for_two.py"
    file.write_text(file.read_text().partition("\n\n@requirement(5)")[0])


PRINTED: Mapping[str, tuple[Callable[[Path], None], list[str], int]] = {
    "author check --matrix": (lambda course: None, ["--matrix"], 0),
    "without test_vary": (without_test_vary, [], 1),
}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one test has judged, the others need not."""
    return tmp_path_factory.mktemp("cache")


@pytest.mark.parametrize(("what", "shown"), marked("printed"))
def test_author_check_prints_what_is_shown(tmp_path, cache, what, shown):
    change, options, code = PRINTED[what]
    course = tmp_path / "water_meters"
    shutil.copytree(COURSE, course)
    change(course)

    done = subprocess.run(
        [sys.executable, "-m", "learnfastapi", "author", "check", str(course), *options],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(cache), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == code
    seconds = re.compile(r" +\d+\.\d$", re.MULTILINE)
    assert seconds.sub("…", shown) in seconds.sub("…", done.stdout)


# ── Limits, headings, keys ──────────────────────────────────────────────────────────────────────────────────────────


def test_headings_of_a_lesson_in_their_order():
    assert tuple(re.findall(r"^\| `(##+ [^`]*)` \|", TEXT, re.MULTILINE)) == HEADINGS


LIMITS = [
    f"| at most {limits.LONGEST_SURVEY} words |",
    f"| at most {limits.LONGEST_PICTURE} words |",
    f"| {limits.QUESTIONS[0]} to {limits.QUESTIONS[1]}, numbered |",
    f"| {parts.PREDICTIONS[0]} to {parts.PREDICTIONS[1]} predictions |",
    f"| at least {parts.KEY_POINTS} points |",
    f"| {limits.ROWS[0]} to {limits.ROWS[1]} rows |",
    f"| at most {limits.LONGEST_SUMMARY} sentences |",
    f"at most {limits.MOST_TERMS} new terms",
    f"{limits.WORDS_PER_MINUTE} words a minute",
    f"{limits.MINUTES_PER_EXCHANGE * 60:g} seconds an `http` block",
    f"The story has at most {LONGEST_STORY} words",
    f"Code has at most {WIDEST} columns",
    f"One line, at most {WIDEST} columns",
    f"| loading the answer | {Limits().load:g} |",
    f"| start-up of the lifespan | {Limits().startup:g} |",
    f"| one request | {Limits().request:g} |",
    f"| shut-down of the lifespan | {Limits().shutdown:g} |",
    f"| one check | {Limits().check:g} |",
    f"| all checks | {Limits().run:g} |",
]


@pytest.mark.parametrize("limit", LIMITS)
def test_limit_is_that_of_the_code(limit):
    assert limit in TEXT


def test_half_a_minute_is_that_of_the_code():
    assert ("half a minute a program" in TEXT, limits.MINUTES_PER_PROGRAM) == (True, 0.5)


@pytest.mark.parametrize(
    ("heading", "kind", "written"),
    [
        ("### Front matter of a lesson", LessonHead, ()),
        ("### Front matter of a task", TaskHead, ()),
        ("### `course.toml`", _CourseFile, ("[[levels]]",)),
    ],
)
def test_keys_are_those_that_are_read(heading, kind, written):
    table = TEXT.split(f"\n{heading}\n")[1].split("\n#")[0]
    keys = re.findall(r"^\| `([^`]*)` \|", table, re.MULTILINE)

    assert {key.strip("[]") for key in keys} == {*get_type_hints(kind)}
    assert {*written} <= {*keys}


def test_keys_of_a_level():
    row = cast(re.Match[str], re.search(r"^\| `\[\[levels\]\]` .*$", TEXT, re.MULTILINE))[0]

    assert re.findall(r"`(\w+)`", row) == [*get_type_hints(_LevelTable)]


def test_kinds_of_exercises_are_those_that_are_read():
    row = cast(re.Match[str], re.search(r"^\| `kind` .*$", TEXT, re.MULTILINE))[0]

    assert tuple(re.findall(r"`(\w+)`", row)[1:]) == get_type_hints(TaskHead)["kind"].__args__


@pytest.mark.parametrize("word", re.findall(r"`([^`]*)`", TEXT.split("takes as blame: ")[1].split(".\n")[0]))
def test_word_is_refused(word):
    assert [defect.line for defect in unkind_words(PAGE, 1, f"Here {word} it stands.")] == [1]


def test_document_keeps_to_its_own_rules():
    own = [defect.text for defect in text_defects(PAGE) if "columns" not in defect.text]

    assert own == [
        "says `just`, which a reader who is stuck takes as blame",
        "says `you forgot`, which a reader who is stuck takes as blame",
    ]  # the examples of how not to say it


# ── When something is wrong ─────────────────────────────────────────────────────────────────────────────────────────

LESSON = "lessons/content-negotiation.md"
TASK = "exercises/litres-for-two/exercise.md"
TESTS = "exercises/litres-for-two/test_litres_for_two.py"
STARTER = "exercises/litres-for-two/starter/main.py"
OUTLINE = "lessons/course.toml"
REFERENCE = "solutions/litres-for-two/reference/main.py"
MISTAKES = "solutions/litres-for-two/mistakes"


def replace(file: str, before: str, after: str) -> Callable[[Path], object]:
    def change(course: Path) -> None:
        text = (course / file).read_bytes()
        assert before.encode() in text
        (course / file).write_bytes(text.replace(before.encode(), after.encode("latin-1"), 1))

    return change


FAULTS: Mapping[str, Callable[[Path], object]] = {
    "wants spaces": replace(LESSON, "level: core", "level:\n\tcore"),
    "did not find": replace(LESSON, "title: One", "title: [One"),
    "has no front": replace(LESSON, "---\n", ""),
    "is not UTF-8": replace(LESSON, "A harbour", "A caf\xe9"),
    "## Survey": replace(LESSON, "## Survey\n", ""),
    "does not list": replace(LESSON, "[litres-for-two]", "[]"),
    "lists the lesson": replace(OUTLINE, '["content', '["content-negotiation", "content'),
    "test_*.py": lambda course: (course / TESTS).unlink(),
    "# TODO": replace(STARTER, "TODO", "LATER"),
    "has no check": replace(TESTS, "@requirement(5)", "@requirement(4)"),
    "names no requirement": replace(TESTS, "@requirement(5)", "@requirement(9)"),
    "leads out": lambda course: (course / STARTER).with_name("more.py").symlink_to(ROOT / "README.md"),
    "is longer": lambda course: (course / LESSON).write_bytes(b"a" * 1_000_001),
    "in format": replace(OUTLINE, "format = 1", "format = 2"),
}


def remember_in_the_module(course: Path) -> None:
    replace(TESTS, "\n\ndef path_of", "SEEN = []\n\n\ndef path_of")(course)
    replace(
        TESTS,
        "    response = get(client, accept, path_of",
        "    SEEN.append(number)\n    response = get(client, accept, path_of",
    )(course)
    replace(TESTS, "    response = get(client, accept)\n", "    assert SEEN\n    response = get(client, accept)\n")(
        course
    )


JUDGED: Mapping[str, tuple[Callable[[Path], object], str]] = {
    "cannot be collected": (replace(TESTS, "import random", "import randomly"), "ModuleNotFoundError"),
    "does not pass": (replace(REFERENCE, "status_code=406", "status_code=400"), "assert 400 == 406"),
    "in one order": (remember_in_the_module, "or by chance"),
    "is not told by": (
        lambda course: shutil.copy(
            course / MISTAKES / "vary-is-missing/main.py", course / MISTAKES / "json-for-the-rest/main.py"
        ),
        "in the same way",
    ),
}
TABLE = TEXT.split("| You read | Look at |\n|---|---|\n")[1].split("\n\n")[0]
ROWS = [line.split(" | ")[0].strip("|` ") for line in TABLE.splitlines()]


def row_of(name: str) -> "re.Pattern[str]":
    """What the table's row says, as a pattern: `…` is anything."""
    (row,) = [row for row in ROWS if name in row]
    # A message that ends in a name in backticks lost the last one with those of the table.
    return re.compile(".*".join(map(re.escape, row.split("…"))))


@pytest.fixture
def broken_course(tmp_path: Path) -> Callable[[Callable[[Path], object]], Path]:
    def make(change: Callable[[Path], object]) -> Path:
        course = tmp_path / "course"
        shutil.copytree(COURSE, course)
        change(course)
        return course

    return make


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_as_the_table_says(broken_course, name):
    course = broken_course(FAULTS[name])

    reading = read_for_author(course)
    told = [each.text for each in (*reading.defects, *format_defects(reading, course))]

    assert [text for text in told if row_of(name).search(text)], told


@pytest.mark.parametrize("name", JUDGED)
def test_fault_that_judging_finds_is_told_as_the_table_says(broken_course, tmp_path, name):
    change, more = JUDGED[name]
    course = broken_course(change)
    for mistake in sorted((course / MISTAKES).iterdir())[:3]:
        shutil.rmtree(mistake)  # each costs time, and the faults concern the last two

    with (
        Cache(tmp_path / "cache.sqlite3", datetime(2026, 11, 24, tzinfo=UTC)) as cache,
        Asker(cache, 2, lambda *_: None) as asker,
    ):
        told = [each.text for each in check_course(course, asker, cache).all_defects]

    assert [text for text in told if row_of(name).search(text) and more in text], told


def test_every_row_of_the_table_is_tried():
    assert [row for row in ROWS if not any(name in row for name in (*FAULTS, *JUDGED))] == []
