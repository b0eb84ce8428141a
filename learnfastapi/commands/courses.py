"""`list --courses`: the built-in course, installed packs, and what was begun in this workspace."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from grader.course.outline import read_outline
from grader.errors import CourseError, LearnError
from learnfastapi.bundled import BUNDLED
from learnfastapi.commands.context import current_folder, put_json
from learnfastapi.courses import course_folder
from learnfastapi.packs import installed_packs
from learnfastapi.render.console import stdout_console
from learnfastapi.render.courses import CourseRow, render_courses
from learnfastapi.workspace import CourseName, PackName, Workspace


def list_courses(*, as_json: bool) -> None:
    """Works in any folder, and whatever is wrong with one of the courses is said of that one."""
    rows = list(_rows(current_folder()))
    if as_json:
        put_json({"version": 1, "courses": [_as_json(row) for row in rows]})
    else:
        render_courses(stdout_console(), rows)


def _rows(here: Path) -> Iterator[CourseRow]:
    begun = _begun(here)
    current = None
    with contextlib.suppress(LearnError):
        current = Workspace.find(here).folder
    packs = {pack.name: f"{pack.name.distribution} {pack.version}" for pack in installed_packs()}
    names: list[CourseName] = [None, *packs]
    names += [course for course in begun if course not in names]
    titles = [pack.name for pack in packs]
    for course in names:
        # Where two packs share a name, each has to be asked for by its package.
        is_shared = isinstance(course, PackName) and titles.count(course.name) > 1
        yield _row(course, packs, begun.get(course), current, is_shared=is_shared)


def _begun(here: Path) -> dict[CourseName, Path]:
    """Courses of the workspace that the current folder lies in, with their folders."""
    begun: dict[CourseName, Path] = {}
    with contextlib.suppress(LearnError):
        found = Workspace.find(here)
        begun[found.course] = found.folder
        outer = found.outer or found
        begun[outer.course] = outer.folder
        for folder in outer.inner_folders:
            with contextlib.suppress(LearnError):  # `workspace.toml` is broken, which commands in that folder tell
                inner = Workspace.at(folder)
                begun |= {} if inner is None else {inner.course: folder}
    return begun


def _row(
    course: CourseName, packs: dict[PackName, str], workspace: Path | None, current: Path | None, *, is_shared: bool
) -> CourseRow:
    match course:
        case None:
            name, source = BUNDLED, "built-in"
        case PackName():
            name, source = course.distribution if is_shared else course.name, "installed"
        case folder:
            name, source = str(folder), "folder"
    title, problem, hint = None, "", ""
    try:
        title = _title(course_folder(course))
    except LearnError as error:
        problem, hint = error.message, error.hint
    return CourseRow(
        name=name,
        title=title,
        source=source,
        package=packs.get(course, "") if isinstance(course, PackName) else "",
        workspace=workspace,
        is_current=workspace is not None and workspace == current,
        problem=problem,
        hint=hint,
    )


def _title(folder: Path) -> str:
    """From `course.toml` alone, since a list should not take as long as reading every course. Raises `CourseError`."""
    outline, problems = read_outline(folder)
    if outline is None:
        raise CourseError(folder, problems)
    return outline.title


def _as_json(row: CourseRow) -> object:
    return {
        "name": row.name,
        "title": row.title,
        "source": row.source,
        "package": row.package or None,
        "workspace": None if row.workspace is None else str(row.workspace),
        "current": row.is_current,
        "problem": {"message": row.problem, "hint": row.hint} if row.problem else None,
    }
