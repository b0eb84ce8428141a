"""Everything of a learner in one folder of plain files, which no program is needed to read."""

from learnfastapi.takeout.writing import Taken, take_out

__all__ = ["Taken", "take_out"]
