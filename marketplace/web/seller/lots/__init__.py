"""Lots: what came in, where it went, and the story that buyers read."""
