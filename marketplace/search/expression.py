"""What to look for in the index: tokens joined by and, or, not; written out for each database by its engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from marketplace.search.tokens import LONGEST_TOKEN


@dataclass(frozen=True)
class Token:
    """Products that have this token; with `is_prefix` any token that begins so."""

    text: str
    is_prefix: bool = False

    def __post_init__(self) -> None:
        """Cut what is too long in the same way as the index does."""
        object.__setattr__(self, "text", self.text[:LONGEST_TOKEN])


@dataclass(frozen=True)
class Every:
    """Products that fit all parts."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Either:
    """Products that fit at least one part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class But:
    """Products that fit the first part and not the second."""

    wanted: "Expression"
    unwanted: "Expression"


Expression: TypeAlias = Token | Every | Either | But


def every(parts: Iterable[Expression]) -> Expression:
    """All of them, each said once; a single one stays as it is."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Every(distinct)


def either(parts: Iterable[Expression]) -> Expression:
    """Any of them, each said once; a single one stays as it is."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else Either(distinct)
