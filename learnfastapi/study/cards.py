"""Cards: something to recall. What one asks, and how a kept one finds its text in a changed lesson. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

_ALIKE = 0.6  # of two texts: below that they ask something else


class CardKind(StrEnum):
    """Where a card comes from; the value is kept on disk."""

    PREDICTION = "prediction"  # of the lesson, guessed wrong
    POINT = "point"  # a key point that the learner's explanation left out
    QUESTION = "question"  # of Recite
    CUE = "cue"  # of the Cornell notes
    OWN = "own"  # a row that the learner added to their notes
    EXERCISE = "exercise"  # a passed exercise; its front is the exercise's id
    VARIATION = "variation"  # a requirement whose solution was looked up; its front is `exercise/number`


class CardFormat(StrEnum):
    """Who is to read the file."""

    ANKI = "anki"
    CSV = "csv"

    @property
    def ending(self) -> str:
        return ".apkg" if self is CardFormat.ANKI else ".csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a card asks and what it wants to hear. Markdown."""

    kind: CardKind
    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known about how well a card is remembered. The numbers are FSRS's.

    Attributes:
        due: The day on which it is to be asked again.
        stability: Days until the chance to remember it has fallen to 0.9.
        difficulty: 1.0 to 10.0.
        last: The day of the last review.
    """

    due: date
    stability: float
    difficulty: float
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that is kept.

    Attributes:
        added: The day on which it was made.
        due: None as long as it waits to be taken up.
        memory: None before the first review.
        knew: The last grade; None before the first.
        reviews: How often it was graded.
    """

    id: int
    lesson: str
    kind: CardKind
    front: str
    back: str
    added: date
    due: date | None
    memory: Memory | None
    knew: bool | None
    reviews: int

    @property
    def rank(self) -> int:
        """What is asked first, from 0: what went wrong; what was never asked, questions before cues; what was known.

        On days with more than may be asked, what waits is what was known: a cue that was never asked is forgotten
        sooner than a question that was known twice. `make study` shows what this is worth.
        """
        if self.knew:
            return 3
        if self.knew is False or self.kind in (CardKind.PREDICTION, CardKind.POINT, CardKind.VARIATION):
            return 0
        return 2 if self.kind is CardKind.CUE else 1


def reconciled(kept: Sequence[Card], faces: Sequence[Face]) -> list[tuple[Card | None, Face | None]]:
    """Cards of one lesson beside the faces that the lesson has now.

    A face without a card is new. A card without a face is not asked any more. A card whose text changed stays with the
    face of its kind that is most like it, so that its history goes on.
    """
    pairs: list[tuple[Card | None, Face | None]] = []
    cards, left = list(kept), list(faces)
    for face in faces:
        same = next((card for card in cards if (card.kind, card.front) == (face.kind, face.front)), None)
        if same is not None:
            pairs.append((same, face))
            cards.remove(same)
            left.remove(face)
    near = sorted(
        ((_likeness(card, face), card.id, card, face) for card in cards for face in left if card.kind is face.kind),
        key=lambda each: (-each[0], each[1]),
    )
    for likeness, _, card, face in near:
        if likeness >= _ALIKE and card in cards and face in left:
            pairs.append((card, face))
            cards.remove(card)
            left.remove(face)
    return [*pairs, *((None, face) for face in left), *((card, None) for card in cards)]


def _likeness(card: Card, face: Face) -> float:
    """0.0 to 1.0, of their fronts; an equal back says that the question was put in other words."""
    if card.back == face.back:
        return 1.0
    return SequenceMatcher(None, card.front, face.front, autojunk=False).ratio()
