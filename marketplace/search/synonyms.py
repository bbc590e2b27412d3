"""The operators' words as the search uses them, kept in memory for half a minute."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from marketplace.clock import now
from marketplace.database import db
from marketplace.search.models import SynonymGroup
from marketplace.search.tokenizer import Word, joined, words_of

LONGEST_PHRASE = 5
KEPT_FOR = timedelta(seconds=30)


@dataclass(frozen=True, eq=False)
class SynonymGroups:
    """All groups, found by any of their words. One reading of the table equals itself only."""

    by_word: dict[str, list[tuple[Word, tuple[Word, ...]]]] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Iterable[Iterable[str]]) -> "SynonymGroups":
        """Make them of groups of words as operators write them."""
        by_word: dict[str, list[tuple[Word, tuple[Word, ...]]]] = {}
        for group in groups:
            words = tuple(joined(words_of(spelling.lower())) for spelling in group)
            for word in words:
                by_word.setdefault(word.folded, []).append((word, words))
        return cls(by_word)

    def meaning(self, typed: Sequence[Word]) -> tuple[Word, ...]:
        """The words and phrases that mean what was typed; nothing when it is in no group.

        Accents that were typed decide between groups; an English plural counts as its singular.
        """
        word = joined(typed)
        candidates = self.by_word.get(word.folded) or self.by_word.get(word.folded.removesuffix("s"), [])
        same = [group for meant, group in candidates if word.folded != meant.folded or word.may_be(meant)]
        return tuple(dict.fromkeys(each for group in same for each in group))


@dataclass
class _Kept:
    spellings: list[tuple[str, ...]]
    groups: SynonymGroups
    read_at: datetime


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def groups() -> SynonymGroups:
    """The operators' groups, read again when the last reading is half a minute old.

    As long as nobody changes them they are the same object, so that searches that were read with them can be kept.
    """
    kept = _kept.get(db.engine)
    if kept is None or abs(now() - kept.read_at) > KEPT_FOR:
        spellings = [row.spellings for row in db.session.scalars(select(SynonymGroup).order_by(SynonymGroup.id))]
        found = kept.groups if kept and kept.spellings == spellings else SynonymGroups.of(spellings)
        kept = _kept[db.engine] = _Kept(spellings, found, now())
    return kept.groups


def forget_groups() -> None:
    """Read the groups afresh next time: somebody changed them."""
    _kept.pop(db.engine, None)
