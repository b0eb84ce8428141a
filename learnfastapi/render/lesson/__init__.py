"""Markdown of the course as lines of text. `learnfastapi.render.markdown` is the way in."""
