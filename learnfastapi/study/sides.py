"""A card's two sides for other programs, which know no exercises. Pure."""

from learnfastapi.study.cards import Card, CardKind


def sides(card: Card) -> tuple[str, str]:
    """Front and back, as markdown. Neither is empty."""
    match card.kind:
        case CardKind.EXERCISE:
            return f"Solve `{card.front}` again, from an empty file", _checked(card.front)
        case CardKind.VARIATION:
            exercise, _, requirement = card.front.rpartition("/")
            return f"Solve requirement {requirement} of `{exercise}` again, from an empty file", _checked(exercise)
    return card.front.strip() or "(empty)", card.back.strip() or "(empty)"


def _checked(exercise: str) -> str:
    return f"`learnfastapi check {exercise}` says whether it passes"
