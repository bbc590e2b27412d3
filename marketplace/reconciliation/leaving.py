"""Money that left the shop's account. Here it changes nothing; whoever sends transfers acts on what is announced."""

from typing import NamedTuple

from marketplace.database import announce
from marketplace.reconciliation.telling import Told


class MoneyLeft(NamedTuple):
    """A source tells that so many dong left. It is announced as often as it is told."""

    amount_vnd: int
    memo_key: str
    bank_ref: str
    statement_id: int | None


def tell_of(told: Told) -> None:
    """Announce what left."""
    announce(MoneyLeft(-told.amount_vnd, told.memo_key, told.bank_ref, told.statement_id))
