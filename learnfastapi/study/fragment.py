"""The solution's lines for one requirement: those that really answered its checks, and what these lines use.

Flow: the checks are run on the reference. Each function that answered those of the requirement is taken, then the
definitions of the answer's own files that it uses, and what those use. If no function answered, because the checks
read the source, call functions or run tests, it is the whole answer less its imports.

Comments, docstrings and empty lines are left out: whoever is to say why the lines work should not read it there.
"""

import ast
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from grader.answer import Answer, read_answer
from grader.course.models import Exercise
from grader.models import Report
from grader.source.project import Project
from learnfastapi.study.source import Line, Place, in_order, lines_of, statement_at, statements, with_used

SEED = 1
"""Of every run on the reference: it passes with any, and the same lines are wanted each time."""
_MOST = 15
_MOST_OF_FUNCTIONS = 20
_OF_FASTAPI = ("/openapi.json", "/docs", "/redoc")


_NAMED = re.compile(r"`(?P<method>GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (?P<path>/[^\s`?]*)")
_BLANK = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A statement of a module, such as a function or a constant.

    Attributes:
        start, end: Its first and last line in the file, from 1.
        lines: At least one.
    """

    file: str
    start: int
    end: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What one requirement needs. Blocks are in the order of files and lines; there may be none."""

    exercise: str
    requirement: int
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in block.lines)


def fragment_of(exercise: Exercise, requirement: int, *, course: str, is_short: bool = False) -> Fragment:
    """Takes as long as the checks of the requirement: a second; where no fork is safe, one for each check.

    Args:
        course: Its title.
        is_short: Leave out what cannot be kept in view. Above 15 lines it is the functions alone, if they have 20 at
            most; else the same for the function that the requirement is most about and what it uses; else that alone.

    Raises what `grader.judge.run.grade` raises.
    """
    answer = read_answer(exercise.reference)
    project = Project(answer.files)
    report = _report(exercise, course, str(requirement))
    asked = _asked(report, project, _subject(exercise, requirement)) or _asked(report, project)
    places = with_used(project, asked) or _for_no_request(exercise, report, project)
    if is_short and (choice := _in_view(answer, places)) is not None:
        places = choice
    elif is_short:
        of_all = _asked(_report(exercise, course, None), project) if len(asked) > 1 else asked
        places = _most_telling(
            answer, project, places, {place: asked[place] / max(of_all[place], asked[place]) for place in asked}
        )
    return Fragment(exercise=exercise.id, requirement=requirement, blocks=_blocks(answer, places))


def _report(exercise: Exercise, course: str, only: str | None) -> Report:
    # pytest and the test client take 0.2 s to import, which no other hint should pay.
    from grader.judge.run import grade

    return grade(exercise, exercise.reference, course=course, seed=SEED, only=only)


def _blocks(answer: Answer, places: Collection[Place]) -> tuple[Block, ...]:
    blocks = (
        Block(
            file=place.file,
            start=place.start,
            end=place.end,
            lines=lines_of(answer.files[place.file], place),
        )
        for place in in_order(places)
    )
    return tuple(block for block in blocks if block.lines)


def _in_view(answer: Answer, places: Collection[Place]) -> Collection[Place] | None:
    """All of them, or the functions among them; None if that is too much as well."""
    if _count(answer, places) <= _MOST:
        return places
    functions = [place for place in places if place.is_function]
    return functions if functions and _count(answer, functions) <= _MOST_OF_FUNCTIONS else None


def _most_telling(
    answer: Answer, project: Project, places: Collection[Place], shares: Mapping[Place, float]
) -> Collection[Place]:
    """The function of which the requirement asks the greatest share, with what it uses if that fits.

    A function that the requirement is about is asked by few others; one that makes what it works on is asked by most.
    """
    ordered = in_order(shares or places)
    # Rounded, because generated requests are a few more or less on another day.
    first = max(ordered, key=lambda place: (round(shares.get(place, 0.0), 2), place.is_function))
    return _in_view(answer, with_used(project, [first])) or [first]


def _count(answer: Answer, places: Collection[Place]) -> int:
    return sum(len(block.lines) for block in _blocks(answer, places))


def _subject(exercise: Exercise, requirement: int) -> re.Pattern[str] | None:
    """Which requests a requirement is about: those that it begins with, such as `POST /arrivals`.

    Its checks ask others too, to see what came of these. None if it begins with something else.
    """
    text = next(each.text for each in exercise.requirements if each.number == requirement)
    named = _NAMED.match(text)
    if named is None:
        return None
    blanks = (".+" if "path" in blank else "[^/]+" for blank in _BLANK.findall(named["path"]))
    fixed = [re.escape(part) for part in _BLANK.split(named["path"])]
    path = "".join(part for pair in zip_longest(fixed, blanks, fillvalue="") for part in pair)
    return re.compile(f"{named['method']} {path}")


def _asked(report: Report, project: Project, subject: re.Pattern[str] | None = None) -> Counter[Place]:
    """The functions that answered, each with the number of its requests; of all requests, or of some."""
    asked = Counter[Place]()
    for exchange in (exchange for check in report.checks for exchange in check.exchanges):
        path = "/" + exchange.request.url.partition("://")[2].partition("/")[2].partition("?")[0]
        if subject is not None and not subject.fullmatch(f"{exchange.request.method} {path}"):
            continue
        end = exchange.endpoint
        # A 405 names the function for another method, which was not called.
        if end is None or exchange.response is None or exchange.response.status == 405:
            continue
        place = statement_at(project, end.file, end.line)
        if place is not None:
            asked[place] += 1
    return asked


def _for_no_request(exercise: Exercise, report: Report, project: Project) -> Collection[Place]:
    """What there is to show where no function answered.

    That is the app itself if its own pages were asked for. Else it is everything, or if that is much, what the starter
    does not have.
    """
    urls = [exchange.request.url for check in report.checks for exchange in check.exchanges]
    paths = {"/" + url.partition("://")[2].partition("/")[2].partition("?")[0] for url in urls}
    if paths and paths.issubset(_OF_FASTAPI):
        return list(_apps(exercise, project))
    modules = [project.modules[file] for file in exercise.files if file in project.modules]
    everything = [place for module in modules for place in statements(module)]
    if sum(place.end - place.start + 1 for place in everything) <= _MOST:
        return everything
    starter = _dumps(read_answer(exercise.starter))
    return [place for place in everything if ast.dump(place.node) not in starter] or everything


def _apps(exercise: Exercise, project: Project) -> Collection[Place]:
    """Where the app is made."""
    name, _, attribute = exercise.app.partition(":")
    found = []
    for module in project.modules.values():
        for node in module.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=target)]) | ast.AnnAssign(target=ast.Name(id=target)):
                    if (module.name, target) == (name, attribute):
                        found.append(Place(module.file, node))
    return found


def _dumps(answer: Answer) -> frozenset[str]:
    project = Project(answer.files)
    return frozenset(ast.dump(node) for module in project.modules.values() for node in module.tree.body)
