"""`author …`: the commands of instructors. Each reads its input, calls one function, renders."""
