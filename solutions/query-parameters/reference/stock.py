"""All plants of the nursery, in the order of its catalogue. A price of 0: given away to whoever fetches it."""

PLANTS = [
    {"name": "Bay laurel", "euros": 24, "evergreen": True, "light": "sun"},
    {"name": "Bleeding heart", "euros": 9, "evergreen": False, "light": "half"},
    {"name": "Boxwood", "euros": 15, "evergreen": True, "light": "half"},
    {"name": "Cherry laurel", "euros": 19, "evergreen": True, "light": "half"},
    {"name": "Christmas rose", "euros": 11, "evergreen": True, "light": "shade"},
    {"name": "Climbing rose", "euros": 19, "evergreen": False, "light": "sun"},
    {"name": "Foxglove", "euros": 5, "evergreen": False, "light": "half"},
    {"name": "Hart's tongue fern", "euros": 7, "evergreen": True, "light": "shade"},
    {"name": "Ivy, cuttings", "euros": 0, "evergreen": True, "light": "shade"},
    {"name": "Lady fern", "euros": 8, "evergreen": False, "light": "shade"},
    {"name": "Lavender", "euros": 5, "evergreen": True, "light": "sun"},
    {"name": "Mint, runners", "euros": 0, "evergreen": False, "light": "half"},
    {"name": "Plantain lily", "euros": 12, "evergreen": False, "light": "shade"},
    {"name": "Rosemary", "euros": 6, "evergreen": True, "light": "sun"},
    {"name": "Sweet pea", "euros": 3, "evergreen": False, "light": "sun"},
    {"name": "Sweet woodruff", "euros": 4, "evergreen": False, "light": "shade"},
]
