"""Where a thing lies. Shelves 0 to 3 stand in room 1, shelves 4 to 7 in room 2, and so on."""

SHELVES = {
    "umbrella": 0,
    "glove": 2,
    "schoolbag": 3,
    "hat": 4,
    "tent": 7,
    "violin": 8,
    "pram": 13,
}
SHELVES_IN_A_ROOM = 4


def find_shelf(name: str) -> int | None:
    """The number of the shelf; None if nobody has brought such a thing."""
    return SHELVES.get(name)


def find_room(name: str) -> int | None:
    try:
        return SHELVES[name] // SHELVES_IN_A_ROOM + 1
    except KeyError:
        return None
