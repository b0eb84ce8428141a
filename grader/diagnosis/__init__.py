"""Which known mistake a failed requirement shows.

Flow: `writing` grades an exercise's mistakes and puts down how each fails, in `signatures.json`; `shape` says how a
check failed; `matching` compares a report with what was put down; `report` adds the explanations. Only the last three
are on the way of a learner's verdict.
"""
