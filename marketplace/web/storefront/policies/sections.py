"""What the pages are made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A heading with what is said below it: `text` as paragraphs, then `items` as a list, then a table of `rows`."""

    title: str
    text: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
