"""What it costs to fetch a thing."""

FOR_THE_DESK = 3
FOR_EACH_DAY = 2


def fee_for(days: int) -> int:
    return FOR_THE_DESK + days * FOR_EACH_DAY
