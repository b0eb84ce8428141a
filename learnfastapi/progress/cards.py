"""The cards of a learner: what was made of lessons and mistakes, when each is due, and every grade."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from learnfastapi.progress.table import Table
from learnfastapi.study.cards import Card, CardKind, Face, Memory, reconciled
from learnfastapi.study.schedule import graded

_CARD = "id, lesson, kind, front, back, added, due, stability, difficulty, last, knew, reviews"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReview:
    """One grade.

    Attributes:
        lesson, kind, front: Of the card, as it is now.
        at: Aware, in UTC.
        day: In the learner's own time zone.
        source: `review`; `lesson` if it was given while reading; `check` for an exercise that was passed.
    """

    lesson: str
    kind: CardKind
    front: str
    at: datetime
    day: date
    knew: bool
    source: str


class CardBox(Table):
    """`Progress.cards`."""

    def of(self, lesson: str) -> tuple[Card, ...]:
        """The cards of a lesson that are still asked, oldest first, also those that wait to be taken up."""
        return tuple(self._select("lesson = ? AND NOT gone ORDER BY id", lesson))

    def all(self) -> tuple[Card, ...]:
        """Every card of every lesson, oldest first, without those whose text is gone."""
        return tuple(self._select("NOT gone ORDER BY id"))

    def get(self, card_id: int) -> Card | None:
        return next(self._select("id = ?", card_id), None)

    # making cards

    def add(self, lesson: str, face: Face, *, day: date, due: date) -> Card:
        """A card to be asked on a day; one with this front that is kept already is asked on it too, at the latest."""
        with self._writing():
            return self._add(lesson, face, day, due)

    def add_missed(self, lesson: str, face: Face, *, day: date, cap: int) -> Card:
        """A card for what the learner got wrong today, which counts as its first review. Comes back tomorrow.

        If the lesson brings `cap` new cards tomorrow already, it is the day after, and so on.
        """
        with self._writing():
            card = self._add(lesson, face, day, day + timedelta(days=1))
            due = self._free_day(card, day + timedelta(days=1), cap)
            self._grade(card, knew=False, day=day, source="lesson")
            self._connection.execute("UPDATE cards SET due = ? WHERE id = ?", (due.isoformat(), card.id))
        found = self.get(card.id)
        assert found is not None
        return found

    def take_back(self, lesson: str, face: Face) -> bool:
        """Put away a card that was made by mistake; one that was asked since stays. Returns whether it was put away."""
        with self._writing():
            cursor = self._connection.execute(
                "UPDATE cards SET gone = 1 WHERE lesson = ? AND kind = ? AND front = ? AND reviews <= 1 AND NOT gone",
                (lesson, face.kind.value, face.front),
            )
        return cursor.rowcount > 0

    def sync(self, lesson: str, faces: Sequence[Face], *, kinds: Collection[CardKind], day: date) -> None:
        """Bring a lesson's cards of some kinds up to what its text has now. New ones wait to be taken up.

        But a row that the learner added to their notes is a wish of theirs, and is asked tomorrow.
        Of predictions and key points only what went wrong becomes a card, so new ones are made of the other kinds.
        """
        with self._writing():
            kept = [card for card in self._select("lesson = ? ORDER BY id", lesson) if card.kind in kinds]
            for card, face in reconciled(kept, [face for face in faces if face.kind in kinds]):
                if card is None and face is not None:
                    if face.kind not in (CardKind.PREDICTION, CardKind.POINT):
                        due = day + timedelta(days=1) if face.kind is CardKind.OWN else None
                        self._insert(lesson, face, day, due)
                elif card is not None and face is not None:
                    self._connection.execute(
                        "UPDATE cards SET front = ?, back = ?, gone = 0 WHERE id = ?", (face.front, face.back, card.id)
                    )
                elif card is not None:
                    self._connection.execute("UPDATE cards SET gone = 1 WHERE id = ?", (card.id,))

    def seen_text(self, lesson: str) -> str | None:
        """SHA-256 of the lesson's text at the last `sync`; None before the first."""
        row = self._connection.execute("SELECT sha256 FROM lesson_texts WHERE lesson = ?", (lesson,)).fetchone()
        return None if row is None else str(row[0])

    def see_text(self, lesson: str, sha256: str) -> None:
        self._write("INSERT OR REPLACE INTO lesson_texts VALUES (?, ?)", lesson, sha256)

    def take_up(self, *, day: date, cap: int) -> None:
        """Fill each lesson up to `cap` cards: with questions, then cues, that were made before this day.

        What went wrong has come first by then, because it is taken up at once.
        """
        cards = self._to_be_taken_up(day, cap)
        if cards:
            with self._writing():
                self._connection.executemany(
                    "UPDATE cards SET due = ? WHERE id = ? AND due IS NULL",
                    [(day.isoformat(), card.id) for card in cards],
                )

    def _to_be_taken_up(self, day: date, cap: int) -> list[Card]:
        found: list[Card] = []
        rows = self._connection.execute(
            "SELECT lesson, sum(due IS NOT NULL) FROM cards"
            " WHERE NOT gone AND kind IN ('prediction', 'point', 'question', 'cue')"
            " GROUP BY lesson HAVING sum(due IS NULL AND added < ?1) AND sum(due IS NOT NULL) < ?2",
            (day.isoformat(), cap),
        ).fetchall()
        for lesson, taken in rows:
            waiting = [card for card in self.of(lesson) if card.due is None and card.added < day]
            waiting.sort(key=lambda card: (card.kind is CardKind.CUE, card.id))
            found += waiting[: cap - taken]
        return found

    # asking

    def due(self, *, day: date, lessons: Collection[str]) -> list[Card]:
        """What is to be asked of these lessons, by rank, then by how long it has been due."""
        cards = self._select("due <= ? AND NOT gone", day.isoformat())
        found = [card for card in cards if card.lesson in lessons]
        return sorted(found, key=lambda card: (card.rank, card.due or day, card.id))

    def due_by_lesson(self, *, day: date, cap: int) -> Mapping[str, int]:
        """How many are due of each lesson, those to be taken up among them; lessons without any are left out.

        Nothing is written: what only looks must not wait for another command.
        """
        rows = self._connection.execute(
            "SELECT lesson, count(*) FROM cards WHERE due <= ? AND NOT gone GROUP BY lesson", (day.isoformat(),)
        )
        return Counter(dict(rows.fetchall())) + Counter(card.lesson for card in self._to_be_taken_up(day, cap))

    def next_due(self, *, after: date, lessons: Collection[str], cap: int) -> date | None:
        """The first day after this one on which one of these lessons asks a card; None if there is none."""
        tomorrow = after + timedelta(days=1)
        if any(card.lesson in lessons for card in self._to_be_taken_up(tomorrow, cap)):
            return tomorrow
        rows = self._connection.execute(
            "SELECT lesson, min(due) FROM cards WHERE due > ? AND NOT gone GROUP BY lesson", (after.isoformat(),)
        )
        return min((date.fromisoformat(due) for lesson, due in rows if lesson in lessons), default=None)

    def gone(self, lessons: Collection[str]) -> int:
        """How many cards belong to none of these lessons."""
        return sum(card.lesson not in lessons for card in self.all())

    def reviewed_on(self, day: date) -> int:
        """Reviews of this day, those while reading not counted."""
        row = self._connection.execute(
            "SELECT count(*) FROM card_reviews WHERE day = ? AND source = 'review'", (day.isoformat(),)
        ).fetchone()
        return int(row[0])

    def reviews(self) -> Iterator[CardReview]:
        """Every grade that was ever given, oldest first, also of cards whose text is gone."""
        rows = self._connection.execute(
            "SELECT lesson, kind, front, at, day, card_reviews.knew, source"
            " FROM card_reviews JOIN cards ON cards.id = card ORDER BY card_reviews.id"
        )
        for lesson, kind, front, at, day, knew, source in rows:
            yield CardReview(
                lesson=lesson,
                kind=CardKind(kind),
                front=front,
                at=datetime.fromisoformat(at),
                day=date.fromisoformat(day),
                knew=bool(knew),
                source=source,
            )

    def grade(self, card: Card, *, knew: bool, day: date, source: str = "review") -> bool:
        """Keep a grade, and put the card off accordingly.

        Returns False, and keeps nothing, if the card was graded since it was read: another window was first.
        """
        with self._writing():
            now = self.get(card.id)
            if now is None or now.reviews != card.reviews:
                return False
            self._grade(now, knew=knew, day=day, source=source)
            return True

    def recite(self, lesson: str, face: Face, *, knew: bool, day: date, cap: int) -> None:
        """Keep a grade that was given while reading: of a card that is asked anyhow, or one that is to be asked now.

        What was not known today is not known by saying it once more today, when the answer has just been read.
        """
        card = next((each for each in self.of(lesson) if (each.kind, each.front) == (face.kind, face.front)), None)
        if not knew and (card is None or card.due is None):
            self.add_missed(lesson, face, day=day, cap=cap)
        elif card is not None and card.due is not None and not (knew and _is_missed_on(card, day)):
            self.grade(card, knew=knew, day=day, source="lesson")

    def _grade(self, card: Card, *, knew: bool, day: date, source: str) -> None:
        memory = graded(card.memory, knew=knew, day=day)
        self._connection.execute(
            "UPDATE cards SET due = ?, stability = ?, difficulty = ?, last = ?, knew = ?, reviews = reviews + 1"
            " WHERE id = ?",
            (memory.due.isoformat(), memory.stability, memory.difficulty, memory.last.isoformat(), knew, card.id),
        )
        self._connection.execute(
            "INSERT INTO card_reviews (card, at, day, knew, source) VALUES (?, ?, ?, ?, ?)",
            (card.id, self._stamp(), day.isoformat(), knew, source),
        )

    def _add(self, lesson: str, face: Face, day: date, due: date) -> Card:
        kept = next(self._select("lesson = ? AND kind = ? AND front = ?", lesson, face.kind.value, face.front), None)
        if kept is None:
            number = self._insert(lesson, face, day, due)
        else:
            number = kept.id
            self._connection.execute(
                "UPDATE cards SET back = ?, gone = 0, due = min(?, coalesce(due, ?)) WHERE id = ?",
                (face.back, due.isoformat(), due.isoformat(), number),
            )
        card = self.get(number)
        assert card is not None
        return card

    def _insert(self, lesson: str, face: Face, day: date, due: date | None) -> int:
        row = (lesson, face.kind.value, face.front, face.back, day.isoformat(), due and due.isoformat())
        number = self._connection.execute(
            "INSERT INTO cards (lesson, kind, front, back, added, due) VALUES (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        assert number is not None
        return number

    def _free_day(self, card: Card, day: date, cap: int) -> date:
        """The first from this one on for which the lesson has fewer than `cap` other cards that are new on it."""
        rows = self._connection.execute(
            "SELECT due, count(*) FROM cards WHERE lesson = ? AND due >= ? AND reviews <= 1 AND NOT gone AND id != ?"
            " GROUP BY due",
            (card.lesson, day.isoformat(), card.id),
        )
        taken = dict(rows.fetchall())
        while cap > 0 and taken.get(day.isoformat(), 0) >= cap:
            day += timedelta(days=1)
        return day

    def _select(self, where: str, *values: object) -> Iterator[Card]:
        for row in self._connection.execute(f"SELECT {_CARD} FROM cards WHERE {where}", values).fetchall():
            yield _card(row)


def _is_missed_on(card: Card, day: date) -> bool:
    return card.knew is False and card.memory is not None and card.memory.last >= day


def _card(row: sqlite3.Row) -> Card:
    number, lesson, kind, front, back, added, due, stability, difficulty, last, knew, reviews = row
    day = None if due is None else date.fromisoformat(due)
    memory = None
    if last is not None and day is not None:
        memory = Memory(due=day, stability=stability, difficulty=difficulty, last=date.fromisoformat(last))
    return Card(
        id=number,
        lesson=lesson,
        kind=CardKind(kind),
        front=front,
        back=back,
        added=date.fromisoformat(added),
        due=day,
        memory=memory,
        knew=None if knew is None else bool(knew),
        reviews=reviews,
    )
