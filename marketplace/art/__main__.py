"""Draw every picture into static/art."""

from pathlib import Path

from marketplace.art import write_all

write_all(Path(__file__).parents[2] / "static" / "art")
