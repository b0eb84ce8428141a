"""What it costs to fetch a thing."""

from typing import Annotated

FOR_THE_DESK = 3
FOR_EACH_DAY = 2


# The note "whole days" is for people. Python itself reads neither the note nor the type.
def fee_for(days: Annotated[int, "whole days"]) -> int:
    return FOR_THE_DESK + days * FOR_EACH_DAY
