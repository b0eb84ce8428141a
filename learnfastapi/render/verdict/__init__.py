"""The parts of a verdict as lines of text. `learnfastapi.render.report` puts them together."""
