"""What the study commands work on, as values: questions, predictions, cards, notes. Nothing here asks or prints."""
