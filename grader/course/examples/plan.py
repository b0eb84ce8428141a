"""Which exchanges are sent to which program, and what it must print. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from grader.course.examples.models import Example, Exchange, Output, Program, Script, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A program or script, with all that the text shows of it. `exchanges` are sent in this order."""

    program: Program | Script | Service
    output: Output | None
    exchanges: tuple[Exchange, ...]

    @property
    def is_broken(self) -> bool:
        """Whether the program has a fault on purpose. A warning or a failure may be just that."""
        return isinstance(self.program, Program) and self.program.is_broken


def runs_of(examples: Sequence[Example], service: Service | None = None) -> tuple[Run, ...]:
    """One for each program and script, in order; and one for the service, if exchanges have no program."""
    outputs = {example.of: example for example in examples if isinstance(example, Output)}
    exchanges = [(example, asked(example, examples)) for example in examples if isinstance(example, Exchange)]
    runs = tuple(
        Run(
            program=program,
            output=outputs.get(program.line),
            exchanges=tuple(exchange for exchange, served_by in exchanges if served_by is program),
        )
        for program in examples
        if isinstance(program, Program | Script)
    )
    left = tuple(exchange for exchange, served_by in exchanges if served_by is None)
    return (*runs, Run(program=service, output=None, exchanges=left)) if service and left else runs


def asked(exchange: Exchange, examples: Sequence[Example]) -> Program | None:
    """The newest program above the exchange in its section; None if there is none."""
    above = [
        example
        for example in examples
        if isinstance(example, Program) and example.section == exchange.section and example.line < exchange.line
    ]
    return above[-1] if above else None
