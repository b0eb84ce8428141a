"""What a learner said while studying: the setting, guesses, explanations, lessons recited and known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from learnfastapi.progress.table import Table
from learnfastapi.study.settings import Caps, Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An answer to one of a lesson's questions, given before reading on."""

    lesson: str
    question: str
    guess: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a learner explained in their own words.

    Attributes:
        about: "" for the task of the lesson; `exercise/number` for why a requirement's solution works.
    """

    id: int
    lesson: str
    about: str
    text: str
    at: datetime


class StudyLog(Table):
    """`Progress.study`."""

    # settings

    def mode(self) -> Study | None:
        """None as long as nobody said."""
        value = self.setting("study")
        return None if value is None else Study(value)

    def choose(self, mode: Study) -> None:
        self.set("study", mode.value)

    def caps(self) -> Caps:
        """How many cards at most."""
        standard = Caps()
        new, reviews = self.setting("new cards"), self.setting("reviews")
        return Caps(
            new=standard.new if new is None else int(new), reviews=standard.reviews if reviews is None else int(reviews)
        )

    def cap(self, caps: Caps) -> None:
        self.set("new cards", str(caps.new))
        self.set("reviews", str(caps.reviews))

    def setting(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def set(self, name: str, value: str) -> None:
        self._write("INSERT OR REPLACE INTO settings VALUES (?, ?)", name, value)

    def settings(self) -> Mapping[str, str]:
        """All that were changed, by name."""
        return dict(self._connection.execute("SELECT name, value FROM settings ORDER BY name").fetchall())

    # guesses and explanations

    def add_guess(self, lesson: str, question: str, guess: str) -> None:
        self._write(
            "INSERT INTO guesses (lesson, question, guess, at) VALUES (?, ?, ?, ?)",
            *(lesson, question, guess, self._stamp()),
        )

    def guesses(self, lesson: str | None = None) -> tuple[Guess, ...]:
        """Those of a lesson, or all; oldest first."""
        rows = self._connection.execute(
            "SELECT lesson, question, guess, at FROM guesses WHERE lesson = ?1 OR ?1 IS NULL ORDER BY id", (lesson,)
        )
        return tuple(
            Guess(lesson=lesson, question=question, guess=guess, at=datetime.fromisoformat(at))
            for lesson, question, guess, at in rows
        )

    def add_explanation(self, lesson: str, text: str, *, about: str = "") -> None:
        self._write(
            "INSERT INTO explanations (lesson, about, text, at) VALUES (?, ?, ?, ?)",
            *(lesson, about, text, self._stamp()),
        )

    def explanations(self, lesson: str | None = None) -> tuple[Explanation, ...]:
        """Those of a lesson, or all; oldest first."""
        rows = self._connection.execute(
            "SELECT id, lesson, about, text, at FROM explanations WHERE lesson = ?1 OR ?1 IS NULL ORDER BY id",
            (lesson,),
        )
        return tuple(
            Explanation(id=number, lesson=lesson, about=about, text=text, at=datetime.fromisoformat(at))
            for number, lesson, about, text, at in rows
        )

    def keep_predicted(self, lesson: str, front: str, *, is_right: bool) -> None:
        """The first guess counts: a later one of the same prediction is not kept."""
        self._write("INSERT OR IGNORE INTO predicted VALUES (?, ?, ?, ?)", lesson, front, is_right, self._stamp())

    def predicted(self, lesson: str) -> frozenset[str]:
        """Fronts of the predictions of a lesson that were guessed."""
        rows = self._connection.execute("SELECT front FROM predicted WHERE lesson = ?", (lesson,))
        return frozenset(front for (front,) in rows)

    # lessons

    def mark_recited(self, lesson: str) -> None:
        """All its questions were answered, from memory."""
        self._write("INSERT OR IGNORE INTO recited VALUES (?, ?)", lesson, self._stamp())

    def recited(self) -> frozenset[str]:
        """Ids of lessons."""
        return frozenset(name for (name,) in self._connection.execute("SELECT lesson FROM recited"))

    def mark_known(self, lesson: str) -> None:
        """Its exercises were passed before it was read."""
        self._write("INSERT OR IGNORE INTO known VALUES (?, ?)", lesson, self._stamp())

    def known(self) -> frozenset[str]:
        """Ids of lessons."""
        return frozenset(name for (name,) in self._connection.execute("SELECT lesson FROM known"))
