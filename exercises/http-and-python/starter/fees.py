"""What it costs to fetch a thing."""

from typing import Annotated

FOR_THE_DESK = 3
FOR_EACH_DAY = 2


# TODO 1: the traceback ends in this function. Where does the value of `days` come from?
def fee_for(days: Annotated[int, "whole days"]) -> int:
    return FOR_THE_DESK + days * FOR_EACH_DAY
