"""What somebody gets who found a thing and brought it."""

from collections.abc import Callable

Rule = Callable[[int], int]

RULES: dict[str, Rule] = {}


def rule_for(kind: str):
    """A decorator that enters the function below it into RULES, under this kind."""

    def enter(rule: Rule):
        RULES[kind] = rule

    return enter


@rule_for("ordinary")
def reward_ordinary(value: int) -> int:
    return value // 20


@rule_for("wallet")
def reward_wallet(value: int) -> int:
    """As for an ordinary thing, and 5 euros for the papers."""
    return RULES["ordinary"](value) + 5


@rule_for("instrument")
def reward_instrument(value: int) -> int:
    """Twice as much as for an ordinary thing."""
    return RULES["ordinary"](value) * 2


def reward_for(kind: str, value: int) -> int:
    return RULES[kind](value)
