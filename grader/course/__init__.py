"""A course on disk, read into values."""
