"""Numbers in sentences. Pure."""


def more_or_less(found: int, limits: tuple[int, int], what: str) -> str:
    least, most = limits
    return f"add {number(least - found, what)}" if found < least else f"take out {number(found - most, what)}"


def number(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"
