"""What `author check` says. Values only; their JSON form is what `--format json` and `quality.json` show."""

import msgspec


class Defect(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in a course that has to be mended.

    Attributes:
        file: Relative to the course's folder, with `/`.
        line: In the file, from 1; None where the whole file or folder is meant.
        text: What is wrong, with the value that was found; no full stop.
        step: One next step, a sentence without a full stop.
        detail: Lines that show it, such as a diff; may be empty.
    """

    file: str
    line: int | None = None
    text: str
    step: str
    detail: str = ""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """How well an exercise, or all of a course, judges. Counts, so that they can be added up.

    Attributes:
        wrong: Wrong answers that were tried: the starter, thoughtless ones, mistakes.
        caught: Those of them that do not pass.
        right: Right answers: the reference and the variants.
        accepted: Those of them that pass, every time.
        mutants: Without those that are declared equivalent.
        mutants_caught: Those of them that do not pass.
        equivalent: Mutants that are declared equivalent.
        judged: Answers that were judged now; the rest was known.
        seconds: What that took, in one process.
    """

    wrong: int = 0
    caught: int = 0
    right: int = 0
    accepted: int = 0
    mutants: int = 0
    mutants_caught: int = 0
    equivalent: int = 0
    judged: int = 0
    seconds: float = 0.0

    @property
    def sensitivity(self) -> float | None:
        """Share of the wrong answers that do not pass; None without any."""
        return _share(self.caught, self.wrong)

    @property
    def specificity(self) -> float | None:
        """Share of the right answers that pass; None without any."""
        return _share(self.accepted, self.right)

    @property
    def mutation_score(self) -> float | None:
        """Share of the mutants that do not pass; None without any."""
        return _share(self.mutants_caught, self.mutants)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def total(figures: list[Figures]) -> Figures:
    """All added up."""
    names = Figures.__struct_fields__
    return Figures(**{name: sum(getattr(each, name) for each in figures) for name in names})


class Catches(msgspec.Struct, frozen=True, kw_only=True):
    """What one check catches: `caught` wrong answers, `alone` of them that no other check catches."""

    check: str
    caught: int
    alone: int


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """What trying an exercise showed. `matrix` is None if nobody asked for it."""

    exercise: str
    defects: list[Defect]
    figures: Figures
    matrix: list[Catches] | None = None


class CourseCheck(msgspec.Struct, frozen=True, kw_only=True):
    """All that `author check` found.

    Attributes:
        title: The course's; "" if it cannot be read.
        defects: Of what can be seen without judging an answer, in the order of files and lines.
        exercises: Those that could be tried.
    """

    title: str
    defects: list[Defect]
    exercises: list[Judged]

    @property
    def all_defects(self) -> list[Defect]:
        """Those of the exercises after the others."""
        return [*self.defects, *(defect for each in self.exercises for defect in each.defects)]
