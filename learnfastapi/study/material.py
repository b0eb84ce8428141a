"""What a lesson has to guess, predict, recite and explain. Pure: the lesson and its text come in.

A reader of one part gets it as pieces: text to be read, and predictions, whose answers are hidden until they are
guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from grader.course.examples import Exchange, Program, read_examples
from grader.course.examples.plan import Run, asked
from grader.course.markdown import blocks_of, first_line, items_of
from grader.course.models import Lesson, Section
from learnfastapi.study.cards import CardKind, Face
from learnfastapi.study.tables import rows_of
from learnfastapi.study.varying import request_block

_RECITE = "Recite"
_EXPLAIN = "Explain it"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # RFC 9110, 9.2.1
# "You have it if you said:", before the list of points, which are shown only afterwards.
_LEAD = re.compile(r"(?:(?<=[.!?])\s+|\A)[^.!?]*:\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """A request whose answer is to be guessed.

    Attributes:
        program: What it is sent to.
        before: What is sent to the program before it, in order.
        block: The markdown of the whole `http` block.
        why: The paragraph below it; "" if there is none.
        question: The heading that it stands below in Recite; "" in the reading.
    """

    program: Program
    before: tuple[Exchange, ...]
    exchange: Exchange
    block: str
    why: str
    question: str

    @property
    def run(self) -> Run:
        """The program with all that it is sent, this request last."""
        return Run(program=self.program, output=None, exchanges=(*self.before, self.exchange))

    @property
    def request(self) -> str:
        """The markdown of the block without its answer."""
        lines = self.block.splitlines()
        arrow = next(number for number, line in enumerate(lines) if line.startswith("→"))
        return "\n".join([*"\n".join(lines[:arrow]).rstrip().splitlines(), lines[-1]])

    @property
    def earlier(self) -> str:
        """The requests before it that changed something, which a card has to tell; markdown, "" if there are none."""
        told = [each.request for each in self.before if each.request.method not in _SAFE and each.response.status < 400]
        return "\n\n".join(["First it is asked:", *map(request_block, told), "And then:"]) if told else ""

    @property
    def answer(self) -> str:
        """The markdown of the block with its answer open, and why."""
        return f"{self.block.replace('→ ? ', '→ ', 1)}\n\n{self.why}".strip()

    @property
    def face(self) -> Face:
        # Whether the program has a fault is a part of what is to be seen.
        program = f"```python\n{self.program.source.rstrip()}\n```"
        front = "\n\n".join(filter(None, [self.question, program, self.earlier, self.request]))
        return Face(kind=CardKind.QUESTION if self.question else CardKind.PREDICTION, front=front, back=self.answer)


Piece = str | Prediction
"""Markdown, or a prediction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """A question of Recite.

    Attributes:
        pieces: What stands below it: the answer, or a program and what it is asked.
    """

    question: str
    pieces: tuple[Piece, ...]

    @property
    def prediction(self) -> Prediction | None:
        """What is to be guessed; None if the answer is given in words."""
        return next((piece for piece in self.pieces if isinstance(piece, Prediction)), None)

    @property
    def answer(self) -> str:
        return "\n\n".join(piece.answer if isinstance(piece, Prediction) else piece for piece in self.pieces)

    @property
    def face(self) -> Face:
        prediction = self.prediction
        if prediction is not None:
            return prediction.face
        return Face(kind=CardKind.QUESTION, front=self.question, back=self.answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be explained, and to whom. `points`: markdown, each a key point."""

    text: str
    points: tuple[str, ...]

    def face(self, number: int) -> Face:
        """A card for a point that was left out, counted from 0. It shows the others."""
        listed = "\n".join(f"- {'?' if number == other else point}" for other, point in enumerate(self.points))
        return Face(kind=CardKind.POINT, front=f"{self.text}\n\n{listed}", back=self.points[number])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A row of the Cornell notes. Markdown, in one line each."""

    cue: str
    note: str

    @property
    def face(self) -> Face:
        return Face(kind=CardKind.CUE, front=self.cue, back=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that one lesson has.

    Attributes:
        questions: To be guessed at first. Markdown.
        pieces: By the line of a section's heading; what stands below it.
        summary: Of the Cornell notes. Markdown.
    """

    lesson: Lesson
    questions: tuple[str, ...]
    pieces: Mapping[int, tuple[Piece, ...]]
    recalls: tuple[Recall, ...]
    task: Task
    cues: tuple[Cue, ...]
    summary: str

    @property
    def predictions(self) -> tuple[Prediction, ...]:
        """Those of the reading and of Recite, in the order of the lesson."""
        return tuple(
            piece
            for section in self.lesson.sections
            for piece in self.pieces[section.line]
            if not isinstance(piece, str)
        )

    @property
    def faces(self) -> tuple[Face, ...]:
        """Whatever may become a card, in the order of the lesson."""
        return (
            *(prediction.face for prediction in self.predictions if not prediction.question),
            *(self.task.face(number) for number in range(len(self.task.points))),
            *(recall.face for recall in self.recalls),
            *(cue.face for cue in self.cues),
        )


def read_material(lesson: Lesson, text: str) -> Material:
    """`text` is the whole file of the lesson."""
    pieces = _pieces(lesson, text)
    bodies = {section.title: section.body for section in lesson.sections}
    points = tuple(item.text for item in items_of(bodies[_EXPLAIN]).items)
    return Material(
        lesson=lesson,
        questions=tuple(item.text for item in items_of(bodies["Questions"]).items),
        pieces=pieces,
        recalls=tuple(
            Recall(question=section.title, pieces=pieces[section.line]) for section in recite_sections(lesson)
        ),
        task=Task(text=_LEAD.sub("", _before_list(bodies[_EXPLAIN])).rstrip(), points=points),
        cues=tuple(Cue(cue=row[0], note=row[1]) for row in rows_of(bodies["Cornell notes"]) if len(row) > 1),
        summary=bodies["Summary"],
    )


def recite_sections(lesson: Lesson) -> Iterator[Section]:
    """The questions of Recite, without `Explain it`."""
    is_inside = False
    for section in lesson.sections:
        if section.depth == 2:
            is_inside = section.title == _RECITE
        elif is_inside and section.title != _EXPLAIN:
            yield section


def _before_list(body: str) -> str:
    tokens = blocks_of(body)
    first = next((first_line(token) for token in tokens if token.type.endswith("_list_open")), None)
    return "\n".join(body.split("\n")[:first]).strip()


def _pieces(lesson: Lesson, text: str) -> Mapping[int, tuple[Piece, ...]]:
    lines = text.split("\n")
    tokens = [token for token in blocks_of(text) if token.level == 0 and token.map is not None]
    examples = read_examples(text)
    exchanges = {example.line: example for example in examples if isinstance(example, Exchange)}
    ends = [*(section.line - 1 for section in lesson.sections[1:]), len(lines)]
    questions = {section.line: section.title for section in recite_sections(lesson)}
    found = {}
    for section, end in zip(lesson.sections, ends, strict=True):
        here = [token for token in tokens if section.line <= first_line(token) < end]
        pieces: list[Piece] = []
        start = section.line
        for number, token in enumerate(here):
            exchange = exchanges.get(first_line(token) + 1) if token.type == "fence" else None
            program = None if exchange is None else asked(exchange, examples)
            if exchange is None or program is None or not exchange.response.is_prediction:
                continue
            why = _paragraph(here[number + 1 :], lines)
            pieces.append("\n".join(lines[start : first_line(token)]).strip())
            pieces.append(
                Prediction(
                    program=program,
                    before=_before(exchange, program, exchanges),
                    exchange=exchange,
                    block=_source(token, lines),
                    why=why,
                    question=questions.get(section.line, ""),
                )
            )
            last = here[number + 1] if why else token
            assert last.map is not None
            start = last.map[1]
        pieces.append("\n".join(lines[start:end]).strip())
        found[section.line] = tuple(piece for piece in pieces if piece != "")
    return found


def _before(exchange: Exchange, program: Program, exchanges: Mapping[int, Exchange]) -> tuple[Exchange, ...]:
    return tuple(
        other
        for line, other in sorted(exchanges.items())
        if program.line < line < exchange.line and other.section == exchange.section
    )


def _paragraph(tokens: Sequence[Token], lines: Sequence[str]) -> str:
    """The source of the first of these blocks, if it is a paragraph."""
    return _source(tokens[0], lines) if tokens and tokens[0].type == "paragraph_open" else ""


def _source(token: Token, lines: Sequence[str]) -> str:
    assert token.map is not None
    return "\n".join(lines[slice(*token.map)]).strip()
