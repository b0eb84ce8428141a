"""The place of the course when the pack is installed."""
