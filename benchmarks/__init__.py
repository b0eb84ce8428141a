"""How fast a verdict is, against plain pytest: `make bench`. See `__main__.py`."""
