"""Questions about the words of the search."""

from sqlalchemy import select

from marketplace.database import db
from marketplace.search.errors import SynonymGroupNotFound
from marketplace.search.models import SynonymGroup
from marketplace.text import fold, nfc, sort_key


def synonym_groups(*, words: str = "") -> list[SynonymGroup]:
    """All groups in Vietnamese order, or those in which these words stand, accents or not."""
    groups = db.session.scalars(select(SynonymGroup))
    return sorted((group for group in groups if fold(words) in fold(group.words)), key=_in_order)


def get_synonyms(first: str) -> SynonymGroup:
    """The group whose first word is this: it names the group in addresses. Raises SynonymGroupNotFound."""
    found = (group for group in db.session.scalars(select(SynonymGroup)) if group.spellings[0] == nfc(first))
    if (group := next(found, None)) is None:
        raise SynonymGroupNotFound()
    return group


def _in_order(group: SynonymGroup) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return sort_key(group.spellings[0])
