"""What the person sees in the terminal: values and a console come in, text goes out.

Flow: `console` makes the two consoles, `look` says what one of them can show; `markdown`, `report`, `progress`,
`errors` and `listing` write to it, and `pager` stands between long text and the screen. Each of them builds a list of
lines first, as a function of data, and prints it last. Nothing here reads a course, an answer or progress.

Layers inside: look, text, layout, json_text, status ← lesson, verdict ← the modules named above.
"""
