"""What somebody gets who found a thing and brought it."""

RULES = {}


def rule_for(kind: str):
    """A decorator: enters the function below it into RULES, under this kind."""

    def enter(rule):
        RULES[kind] = rule

    return enter


@rule_for("ordinary")
def reward_ordinary(value: int) -> int:
    return value // 20


# TODO 3: for a wallet and for an instrument the traceback ends here, at a function that is fine.
@rule_for("wallet")
def reward_wallet(value: int) -> int:
    """As for an ordinary thing, and 5 euros for the papers."""
    return reward_ordinary(value) + 5


@rule_for("instrument")
def reward_instrument(value: int) -> int:
    """Twice as much as for an ordinary thing."""
    return reward_ordinary(value) * 2


def reward_for(kind: str, value: int) -> int:
    return RULES[kind](value)
