"""`review`: the cards that are due, one after the other; each grade is kept at once."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from grader.errors import InputError
from learnfastapi.commands.asking import Asker
from learnfastapi.commands.cards import Dealer
from learnfastapi.commands.context import Context, JsonOption, PlainOption, now, open_context, put_json, say, shown
from learnfastapi.commands.studying import bring_up_to_date
from learnfastapi.study.cards import Card, CardFormat, CardKind
from learnfastapi.study.sides import sides

CardOption = Annotated[
    int | None,
    typer.Option("--card", metavar="ID", help="Grade one card, by its number in `--json`, without being asked."),
]
KnewOption = Annotated[bool | None, typer.Option("--knew/--forgot", help="The grade for `--card`.")]
ExportOption = Annotated[
    CardFormat | None, typer.Option("--export", help="Write all cards into a file: a deck for Anki, or a table.")
]
ToOption = Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Where `--export` writes.")]

_NAMES = {
    CardKind.PREDICTION: "prediction",
    CardKind.POINT: "key point",
    CardKind.QUESTION: "question",
    CardKind.CUE: "note",
    CardKind.OWN: "your own note",
    CardKind.EXERCISE: "exercise",
    CardKind.VARIATION: "exercise",
}


def review(
    card: CardOption = None,
    knew: KnewOption = None,
    export: ExportOption = None,
    to: ToOption = None,
    as_json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Answer the cards that are due today. What you knew is asked again later, what you did not tomorrow."""
    with open_context() as context:
        bring_up_to_date(context)
        if export is not None:
            _export(context, export, to, as_json=as_json, plain=plain)
            return
        if to is not None:
            raise InputError("`--to` names the file of an export", hint="add `--export anki` or `--export csv`")
        if (card is None) is not (knew is None):
            hint = "`learnfastapi review --card 3 --knew`, or `--forgot`"
            raise InputError("`--card` and its grade belong together", hint=hint)
        session = Session(context, plain=plain)
        if card is not None and knew is not None:
            session.grade(card, knew=knew)
        if as_json:
            put_json(session.as_json())
        elif card is None:
            session.run(Asker(context.console, plain=plain))


def _export(context: Context, kind: CardFormat, to: Path | None, *, as_json: bool, plain: bool) -> None:
    """Write all cards, also those that wait to be taken up."""
    # genanki takes 50 ms to import.
    from learnfastapi.takeout.cards import write_cards

    path = context.here / (to or f"learnfastapi-cards{kind.ending}")
    cards = context.progress.cards.all()
    if not cards:
        raise InputError("There are no cards yet", hint="they come from the lessons that you read: `learnfastapi next`")
    write_cards(path, kind, cards, deck=context.course.title, at=now())
    if as_json:
        put_json({"version": 1, "file": str(path), "format": kind.value, "cards": len(cards)})
        return
    say(context.console, f"{_cards(len(cards))} in `{shown(path, context.here)}`", plain=plain)
    if kind is CardFormat.ANKI:
        say(context.console, "In Anki: File, Import. A later export updates the cards that are there.", plain=plain)


class Session:
    """One call of `review`. What is due is looked up before each card, since another window may review too."""

    def __init__(self, context: Context, *, plain: bool) -> None:
        self._context = context
        self._cards = context.progress.cards
        self._day = context.progress.today()
        self._plain = plain

    def run(self, asker: Asker) -> None:
        """Ask until nothing is due, the day's number is reached, or the learner stops."""
        dealer = Dealer(self._context, asker, plain=self._plain)
        total, knew, asked = len(self._due()), 0, 0
        while due := self._due():
            card = due[0]
            if asked:
                self._say("")
            self._say(f"{asked + 1} of {total}: {_NAMES[card.kind]}, lesson `{card.lesson}`", "")
            answer = dealer.ask(card)
            if answer is None:
                break
            asked += 1
            knew += answer
            self._keep(card, knew=answer)
        self._tell_end(asked, knew)

    def grade(self, card_id: int, *, knew: bool) -> None:
        """Raises `InputError` for a card that is not due."""
        card = next((each for each in self._due() if each.id == card_id), None)
        if card is None:
            raise InputError(f"No card `{card_id}` is due", hint="`learnfastapi review --json` lists those that are")
        self._keep(card, knew=knew)

    def as_json(self) -> object:
        due = self._due()
        return {
            "version": 1,
            "day": self._day.isoformat(),
            "reviewed": self._cards.reviewed_on(self._day),
            "due": [
                {
                    "id": card.id,
                    "lesson": card.lesson,
                    "kind": card.kind.value,
                    "front": sides(card)[0],
                    "back": sides(card)[1],
                    "reviews": card.reviews,
                }
                for card in due
            ],
        }

    def _due(self) -> list[Card]:
        """What is asked today, the most urgent first."""
        caps = self._context.progress.study.caps()
        self._cards.take_up(day=self._day, cap=caps.new)
        room = max(caps.reviews - self._cards.reviewed_on(self._day), 0)
        return self._all_due()[:room]

    def _all_due(self) -> list[Card]:
        return self._cards.due(day=self._day, lessons=self._context.course.lessons)

    def _keep(self, card: Card, *, knew: bool) -> None:
        if not self._cards.grade(card, knew=knew, day=self._day):
            self._say("This card was graded in another window meanwhile. That grade counts.")
            return
        after = self._cards.get(card.id)
        if after is not None and after.due is not None:
            self._say(f"Asked again {_when(after.due, self._day)}.")

    def _tell_end(self, asked: int, knew: int) -> None:
        if asked:
            self._say("", f"{asked} reviewed, {knew} known.")
        left = len(self._all_due())
        caps, lessons = self._context.progress.study.caps(), self._context.course.lessons
        waiting = self._cards.next_due(after=self._day, lessons=lessons, cap=caps.new)
        if left and not self._due():
            again = f"`learnfastapi study --reviews {caps.reviews * 2 or 10}` asks more a day"
            self._say(f"That is all for today; {_cards(left)} more can wait until tomorrow.", f"{again}.")
        elif left:
            self._say(f"{_cards(left)} left: `learnfastapi review` goes on.")
        elif waiting is not None:
            self._say(f"{'Nothing is due. ' if not asked else ''}The next card is due {_when(waiting, self._day)}.")
        elif not asked:
            self._say("There are no cards yet. They come from the lessons that you read.", "Next: `learnfastapi next`")
        gone = self._cards.gone(lessons)
        if gone:
            self._say(f"{_cards(gone)} kept of lessons that the course does not have any more.")

    def _say(self, *lines: str) -> None:
        say(self._context.console, *lines, plain=self._plain)


def _cards(number: int) -> str:
    return "1 card" if number == 1 else f"{number} cards"


def _when(day: date, today: date) -> str:
    days = (day - today).days
    return "tomorrow" if days == 1 else f"in {days} days, on {day}"
