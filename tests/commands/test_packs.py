"""Courses by others: found by name, kept apart, and none of them can break what has nothing to do with it."""

import json
import os
import shutil
from functools import partial

import pytest


@pytest.fixture
def site(tmp_path):
    """Where packs are installed to."""
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


@pytest.fixture
def install(site, sample):
    """Install the sample course as a pack; its package raises when it is imported."""

    def install(name, *, distribution=None, value=None, title=None, version="1.0"):
        package = name.replace("-", "_")
        distribution = distribution or f"learnfastapi-{name}"
        folder = site / (distribution.replace("-", "_") if value is None else package)
        value = value or folder.name
        shutil.copytree(sample, folder, dirs_exist_ok=True)
        (folder / "__init__.py").write_text("raise RuntimeError('a pack was imported')\n")
        if title is not None:
            outline = folder / "lessons" / "course.toml"
            outline.write_text(outline.read_text().replace("Sample", title))
        info = site / f"{distribution.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (info / "entry_points.txt").write_text(f"[learnfastapi.courses]\n{name} = {value}\n")
        return folder

    return install


@pytest.fixture
def learn(run, site):
    """Run a command where the packs are installed."""
    return partial(run, PYTHONPATH=str(site))


def flat(text):
    return " ".join(text.split())


def error(message, hint):
    return f"error: {message} hint: {hint}"


# start


@pytest.mark.parametrize("typed", ["meters", "learnfastapi-meters", "LearnFastAPI_meters"])
def test_pack_is_begun_by_its_name_or_its_package(learn, install, tmp_path, typed):
    install("meters", title="Meters")

    code, stdout, stderr = learn("start", "w", "--course", typed)

    assert (code, stdout.splitlines()[0], stderr) == (0, "Meters: your workspace is made.", "")
    marker = (tmp_path / "w" / ".learnfastapi" / "workspace.toml").read_text()
    assert marker.splitlines()[1:] == ["format = 2", 'pack = "meters"', 'distribution = "learnfastapi-meters"']


def test_folder_of_a_package_may_hold_the_course(learn, install):
    folder = install("meters", value="meters.data:the/course")
    (folder / "data" / "the" / "course").mkdir(parents=True)
    for name in ("lessons", "exercises", "solutions"):
        (folder / name).rename(folder / "data" / "the" / "course" / name)

    assert learn("start", "w", "--course", "meters")[0] == 0


def test_editable_installation_is_found_where_its_source_is(learn, install, site, tmp_path, run):
    folder = install("meters")
    (tmp_path / "source").mkdir()
    folder.rename(tmp_path / "source" / folder.name)

    started = run("start", "w", "--course", "meters", PYTHONPATH=f"{site}{os.pathsep}{tmp_path / 'source'}")

    assert started[0] == 0


def test_workspace_goes_on_when_its_pack_moves(learn, install, run, site, tmp_path):
    install("meters")
    assert learn("start", "w", "--course", "meters")[0] == 0
    assert learn("next", "--all", cwd=tmp_path / "w")[0] == 0

    site.rename(tmp_path / "elsewhere")
    code, stdout, stderr = run("list", cwd=tmp_path / "w", PYTHONPATH=str(tmp_path / "elsewhere"))

    assert (code, "double" in stdout, stderr) == (0, True, "")


def test_pack_that_was_uninstalled(learn, install, run, tmp_path):
    install("meters")
    assert learn("start", "w", "--course", "meters")[0] == 0

    code, stdout, stderr = run("next", cwd=tmp_path / "w")

    assert (code, stdout, flat(stderr)) == (
        2,
        "",
        error(
            "The pack `meters`, which this workspace belongs to, is not installed",
            "`pip install learnfastapi-meters` brings it back; your answers and progress are where they were",
        ),
    )


def test_unknown_name_that_is_near_one(learn, install):
    install("water-meters")

    code, stdout, stderr = learn("start", "w", "--course", "water-meter")

    assert (code, stdout, flat(stderr)) == (
        2,
        "",
        error("No folder and no course named `water-meter`", "did you mean `water-meters`?"),
    )


def test_path_that_is_no_folder_is_no_name(learn):
    code, _, stderr = learn("start", "w", "--course", "./nowhere")

    assert (code, flat(stderr)) == (
        2,
        error("`./nowhere` is no folder", "give the folder that holds `lessons`, `exercises`, `solutions`"),
    )


@pytest.mark.parametrize("value", ["meters:course", "nothing_here", "meters:../..", "..:x"])
def test_pack_whose_folder_is_not_there(learn, install, value, tmp_path):
    install("meters", value=value)

    code, stdout, stderr = learn("start", "w", "--course", "meters")

    assert (code, stdout, flat(stderr)) == (
        3,
        "",
        error(
            f"The pack `meters` (learnfastapi-meters 1.0) has its course in `{value}`, and there is no such folder",
            "install it again with `pip install --force-reinstall learnfastapi-meters`, or tell its author",
        ),
    )
    assert not (tmp_path / "w").exists()


def test_two_packs_of_one_name_are_told_apart_by_their_packages(learn, install):
    install("meters", distribution="alpha", title="First")
    install("meters", distribution="beta", title="Second")

    code, _, stderr = learn("start", "w", "--course", "meters")
    second = learn("start", "w", "--course", "beta")
    listed = learn("list", "--courses")

    assert (code, flat(stderr)) == (
        2,
        error(
            "2 installed packs have the name `meters`: `alpha`, `beta`",
            "give the name of the package: `learnfastapi start --course alpha`",
        ),
    )
    assert second[1].startswith("Second: your workspace is made.")
    assert [line.split()[0] for line in listed[1].splitlines()[2:5]] == ["learn-fastapi", "alpha", "beta"]


def test_package_with_two_courses_wants_the_name_of_one(learn, install, site):
    folder = install("meters")
    info = site / "learnfastapi_meters-1.0.dist-info" / "entry_points.txt"
    info.write_text(f"{info.read_text()}pumps = {folder.name}\n")

    code, _, stderr = learn("start", "w", "--course", "learnfastapi-meters")

    assert (code, flat(stderr)) == (
        2,
        error(
            "The package `learnfastapi-meters` has 2 courses: `meters`, `pumps`",
            "give the name of one: `learnfastapi start --course meters`",
        ),
    )
    assert learn("start", "w", "--course", "pumps")[0] == 0


def test_pack_of_a_newer_format(learn, install, tmp_path):
    outline = install("meters") / "lessons" / "course.toml"
    outline.write_text(outline.read_text().replace("format = 1", "format = 2"))

    code, stdout, stderr = learn("start", "w", "--course", "meters")

    assert (code, stdout) == (3, "")
    assert "lessons/course.toml: format: is 2, and this program reads format 1" in stderr
    assert stderr.endswith("hint: update this program: `pip install --upgrade learnfastapi`\n")
    assert not (tmp_path / "w").exists()


# list --courses


def test_list_of_courses_outside_of_a_workspace(learn, install):
    install("meters", title="Meters")

    assert learn("list", "--courses") == (
        0,
        "Courses\n\n"
        "    learn-fastapi  Learn FastAPI  built-in\n"
        "    meters         Meters         learnfastapi-meters 1.0\n\n"
        "`learnfastapi start --course NAME` begins one.\n",
        "",
    )


def test_list_of_courses_names_what_cannot_be_used_and_goes_on(learn, install, site):
    install("gone", value="gone:course")
    install("newer")
    install("whole", title="Whole")
    outline = site / "learnfastapi_newer" / "lessons" / "course.toml"
    outline.write_text(outline.read_text().replace("format = 1", "format = 9"))
    (site / "wild-1.0.dist-info").mkdir()
    (site / "wild-1.0.dist-info" / "entry_points.txt").write_bytes(b"[learnfastapi.courses]\n\xff no line of it\n=\n")
    (site / "bare-1.0.dist-info").mkdir()
    (site / "bare-1.0.dist-info" / "entry_points.txt").write_text("[learnfastapi.courses]\nno equals sign\n")
    (site / "half-1.0.dist-info").mkdir()
    (site / "half-1.0.dist-info" / "entry_points.txt").write_text("[learnfastapi.courses]\nhalf = half\n")

    code, stdout, stderr = learn("list", "--courses")
    data = json.loads(learn("list", "--courses", "--json")[1])

    assert (code, stderr) == (0, "")
    assert stdout.startswith(
        "Courses\n\n"
        "    learn-fastapi  Learn FastAPI   built-in\n"
        "    gone           cannot be used  learnfastapi-gone 1.0\n"
        "    newer          cannot be used  learnfastapi-newer 1.0\n"
        "    whole          Whole           learnfastapi-whole 1.0\n\n"
    )
    assert "has its course in `gone:course`, and there is no such folder" in flat(stdout)
    assert "hint: update this program: `pip install --upgrade learnfastapi`" in flat(stdout)
    assert [(each["name"], each["title"], each["problem"] is None) for each in data["courses"]] == [
        ("learn-fastapi", "Learn FastAPI", True),
        ("gone", None, False),
        ("newer", None, False),
        ("whole", "Whole", True),
    ]
    assert learn("start", "w", "--course", "whole")[0] == 0


def test_list_of_courses_in_a_workspace_says_which_is_current(learn, install, tmp_path, copied_course):
    install("meters", title="Meters")
    workspace = tmp_path / "w"
    assert learn("start", "w", "--course", "course")[0] == 0
    assert learn("start", "--course", "meters", cwd=workspace)[0] == 0

    at_top, inside = (
        json.loads(learn("list", "--courses", "--json", cwd=folder)[1]) for folder in (workspace, workspace / "meters")
    )

    def begun(data):
        return [(each["name"], each["source"], each["workspace"], each["current"]) for each in data["courses"]]

    outer, inner = str(workspace), str(workspace / "meters")
    assert at_top["version"] == 1
    assert begun(at_top) == [
        ("learn-fastapi", "built-in", None, False),
        ("meters", "installed", inner, False),
        (str(copied_course), "folder", outer, True),
    ]
    assert begun(inside) == [
        ("learn-fastapi", "built-in", None, False),
        ("meters", "installed", inner, True),
        (str(copied_course), "folder", outer, False),
    ]


def test_list_of_courses_names_a_begun_one_that_was_uninstalled(learn, install, run, tmp_path):
    install("meters")
    assert learn("start", "w", "--course", "meters")[0] == 0

    code, stdout, _ = run("list", "--courses", cwd=tmp_path / "w")

    assert code == 0
    assert "→ meters         cannot be used  installed, current" in stdout
    assert "`pip install learnfastapi-meters` brings it back" in flat(stdout)


# several courses in one workspace


@pytest.fixture
def two(learn, install, tmp_path, right):
    """A workspace of `meters`, and in it one of `pumps`; both have the exercise `double`, begun."""
    install("meters", title="Meters")
    install("pumps", title="Pumps")
    assert learn("start", "w", "--course", "meters")[0] == 0
    assert learn("start", "--course", "pumps", cwd=tmp_path / "w")[0] == 0
    for folder in (tmp_path / "w", tmp_path / "w" / "pumps"):
        assert learn("next", "--all", cwd=folder)[0] == 0
    return tmp_path / "w"


def test_two_courses_with_the_same_exercise_do_not_mix(learn, two, right, starter):
    (two / "pumps" / "double" / "main.py").write_text(right)

    passed = learn("check", cwd=two / "pumps" / "double")
    failed = learn("check", "double", cwd=two)
    reset = learn("reset", "double", cwd=two)
    listings = [learn("list", cwd=folder)[1] for folder in (two, two / "pumps")]
    histories = [learn("history", "double", cwd=folder)[1] for folder in (two, two / "pumps")]

    assert (passed[0], failed[0], reset[0]) == (0, 1, 0)
    assert (two / "double" / "main.py").read_text() == starter
    assert (two / "pumps" / "double" / "main.py").read_text() == right
    assert [listing.splitlines()[0] for listing in listings] == ["Meters", "Pumps"]
    assert ["1 of 1 exercise passed" in listing for listing in listings] == [False, True]
    assert [len(history.splitlines()) for history in histories] == [4, 3]


@pytest.mark.parametrize("below", [".", "double", "pumps", "pumps/double"])
def test_start_of_a_course_again_finds_its_folder_from_anywhere_in_the_workspace(learn, two, below):
    outer, inner = (learn("start", "--course", name, cwd=two / below)[1] for name in ("meters", "pumps"))

    assert outer.startswith(f"Meters: your workspace is ready, with all that was in it.\n\n  `{two}`\n")
    assert inner.startswith(f"Pumps: your workspace is ready, with all that was in it.\n\n  `{two}/pumps`\n")


def test_third_course_lies_beside_the_second(learn, two, install):
    install("valves", title="Valves")

    stdout = learn("start", "--course", "valves", cwd=two / "pumps")[1]

    assert stdout.startswith(f"Valves: your workspace is made.\n\n  `{two}/valves`\n")


def test_built_in_course_has_a_name(learn, two):
    stdout = learn("start", "--course", "learn-fastapi", cwd=two)[1]

    assert stdout.startswith(f"Learn FastAPI: your workspace is made.\n\n  `{two}/learn-fastapi`\n")


def test_start_without_a_course_in_a_workspace_means_that_one(learn, two):
    stdout = learn("start", cwd=two / "double")[1]

    assert stdout.startswith(f"Meters: your workspace is ready, with all that was in it.\n\n  `{two}`\n")
    assert not (two / "double" / "learnfastapi-workspace").exists()


def test_workspace_of_another_course_may_be_named(learn, two, install, tmp_path):
    install("valves", title="Valves")

    stdout = learn("start", "w", "--course", "valves", cwd=tmp_path)[1]

    assert stdout.startswith(f"Valves: your workspace is made.\n\n  `{two}/valves`\n")


def test_course_that_is_named_like_an_exercise(learn, two, install):
    install("double")

    code, stdout, stderr = learn("start", "--course", "double", cwd=two)

    assert (code, stdout, flat(stderr)) == (
        2,
        "",
        error(
            f"`{two}/double` is for an exercise of the course there",
            f"give another folder for this course, such as `{two.parent}/double-workspace`",
        ),
    )


def test_course_that_is_named_like_a_folder_of_the_learner(learn, two, install):
    install("notes")
    (two / "notes").mkdir()
    (two / "notes" / "mine.txt").write_text("mine")

    code, _, stderr = learn("start", "--course", "notes", cwd=two)

    assert (code, flat(stderr)) == (
        2,
        error(
            f"`{two}/notes` is there already and is no workspace",
            f"give another folder for this course, such as `{two.parent}/notes-workspace`",
        ),
    )
    assert os.listdir(two / "notes") == ["mine.txt"]


def test_exercise_that_a_new_version_names_like_a_course_begun_here(learn, two, site):
    course = site / "learnfastapi_meters"
    for kind in ("exercises", "solutions"):
        (course / kind / "double").rename(course / kind / "pumps")
    lesson = course / "lessons" / "doubling.md"
    lesson.write_text(lesson.read_text().replace("[double]", "[pumps]"))

    code, stdout, stderr = learn("next", cwd=two)

    assert (code, stdout, flat(stderr)) == (
        2,
        "",
        error(
            f"The exercise `pumps` needs the folder `{two}/pumps`, which is the workspace of another course",
            "move that folder elsewhere: its answers and progress move with it",
        ),
    )


def test_doctor_looks_at_the_pack_of_the_workspace(learn, two):
    stdout = learn("doctor", cwd=two / "pumps")[1]

    assert "Pumps, 1 lesson in" in flat(stdout)
