"""Read a course from disk, and say everything that is wrong with it at once.

Flow: `outline` (course.toml), `lesson`, `exercise` read what stands alone; `links` compares what they say about each
other. Nothing is run, and no limit on words or minutes is looked at: that is the instructor's check, and not on the way
of a learner's command.
"""

from pathlib import Path

from grader.course.exercise import read_exercise
from grader.course.files import subfolders
from grader.course.lesson import read_lesson
from grader.course.links import exercise_problems, level_problems, requires_problems, solution_problems
from grader.course.models import Course, Exercise, Lesson
from grader.course.outline import read_outline
from grader.errors import CourseError, Problem


def read_course(path: Path) -> Course:
    """The course in a folder that holds `lessons`, `exercises` and `solutions`.

    Raises `CourseError` with all problems, sorted by file; with one only, if the course is of another format.
    """
    path = path.absolute()
    outline, problems = read_outline(path)
    lessons: dict[str, Lesson | None] = {}
    for file in sorted((path / "lessons").glob("[!.]*.md")):
        lessons[file.stem], found = read_lesson(file, Path("lessons", file.name))
        problems += found
    exercises: dict[str, Exercise | None] = {}
    for folder in subfolders(path / "exercises"):
        exercises[folder.name], found = read_exercise(path, folder.name)
        problems += found
    if outline is not None:
        problems += level_problems(outline, lessons)
        # A lesson without a file has been told, so who else names it is not at fault.
        lessons |= {lesson: None for level in outline.levels for lesson in level.lessons if lesson not in lessons}
    problems += requires_problems(lessons)
    problems += exercise_problems(lessons, exercises)
    problems += solution_problems([folder.name for folder in subfolders(path / "solutions")], exercises)
    if problems or outline is None:
        raise CourseError(path, sorted(problems, key=_file))
    ordered = [lessons[lesson_id] for level in outline.levels for lesson_id in level.lessons]
    return Course(
        title=outline.title,
        levels=outline.levels,
        lessons={lesson.id: lesson for lesson in ordered if lesson is not None},
        exercises={
            exercise.id: exercise
            for lesson in ordered
            if lesson is not None
            for exercise in map(exercises.__getitem__, lesson.exercises)
            if exercise is not None
        },
        path=path,
    )


def _file(problem: Problem) -> str:
    return problem.file.as_posix()
