"""A fixture that grades an answer by checks that the test writes itself."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from grader.course.models import Exercise, Requirement
from grader.judge.limits import Limits
from grader.judge.processes import Processes
from grader.judge.run import Listener, grade
from grader.models import Report

REFERENCE = "from fastapi import FastAPI\n\napp = FastAPI()\n"
IMPORTS = "import pytest\nfrom grader.checks import needs, remark, requirement\n\n\n"

Files = Mapping[str, str | bytes]
Grade = Callable[..., Report]


def write(folder: Path, files: Files) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture
def make_exercise(tmp_path: Path) -> Callable[..., Exercise]:
    """An exercise with these checks and this solution."""

    def make(checks: str, reference: str | Files = REFERENCE, *, requirements: int = 2) -> Exercise:
        files = reference if isinstance(reference, Mapping) else {"main.py": reference}
        path = write(tmp_path / "exercise", {"test_it.py": IMPORTS + checks})
        return Exercise(
            id="it",
            title="It",
            lesson="it",
            kind="build",
            minutes=1,
            files=("main.py",),
            app="main:app",
            story="",
            requirements=tuple(Requirement(number=n + 1, text=f"Requirement {n + 1}") for n in range(requirements)),
            hints={},
            starter=path,
            checks=(path / "test_it.py",),
            reference=write(tmp_path / "reference", files),
            notes=None,
            variants={},
            mistakes=(),
            path=path,
        )

    return make


@pytest.fixture
def grade_by(tmp_path: Path, make_exercise: Callable[..., Exercise], processes: Processes, spares: Processes) -> Grade:
    """Grade an answer by these checks; the solution is the answer itself unless another is given."""

    def run(
        checks: str,
        answer: str | Files,
        reference: str | Files | None = None,
        *,
        requirements: int = 2,
        seed: int = 1,
        only: str | None = None,
        limits: Limits | None = None,
        listener: Listener | None = None,
        mode: str = "forked",
        judges: int | None = None,
    ) -> Report:
        files = answer if isinstance(answer, Mapping) else {"main.py": answer}
        folder = write(tmp_path / "answer", files)
        exercise = make_exercise(checks, files if reference is None else reference, requirements=requirements)
        return grade(
            exercise,
            folder,
            course="Sample",
            seed=seed,
            only=only,
            limits=limits or Limits(),
            listener=listener,
            processes={"forked": processes, "spawned": spares}[mode],
            judges=judges,
        )

    return run
