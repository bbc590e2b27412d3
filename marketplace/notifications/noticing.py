"""A notice is written with the letter of the same name, its text the letter's subject in both languages.

All notices of a transaction are one job, and rows once a worker has done it: whoever waits for a page waits for one
statement more.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from marketplace import notices
from marketplace.accounts.models import User
from marketplace.database import announce
from marketplace.events import handles
from marketplace.notices import STOPPABLE, Channel
from marketplace.notifications.letters import write
from marketplace.notifications.table import line_of
from marketplace.orders.models import Purchase
from marketplace.sellers.models import Seller

Reader: TypeAlias = User | Purchase | Seller | None
"""Whose notice it is; the buyer of a purchase is a person where they were signed in."""


@dataclass(frozen=True)
class Due:
    """A notice that is to be written, as its columns."""

    columns: dict[str, Any]


@handles(Due)
def hand_over(due: list[Due]) -> None:
    """All notices of a transaction are one job."""
    notices.hand_over([each.columns for each in due])


def add(name: str, to: Reader, *, path: str, **facts: object) -> None:
    """Put the notice `name` down for this reader; nothing for a guest, or for what is no notice."""
    user_id, seller_id = ids_of(to)
    if (user_id or seller_id) and Channel.NOTICE in line_of(name).channels:
        _add(name, path, facts, user_id=user_id, seller_id=seller_id)


def add_for_operators(name: str, *, path: str, **facts: object) -> None:
    """Put the notice `name` down for the operators."""
    _add(name, path, facts)


def _add(name: str, path: str, facts: dict[str, object], **reader: int | None) -> None:
    texts = {f"text_{one}": write(name, one, path=path, stop_link="", **facts).subject[:200] for one in ("vi", "en")}
    announce(Due({"name": name, "kind": line_of(name).kind, "path": path, **texts, **reader}))


def wants(channel: Channel, name: str, to: Reader) -> bool:
    """Whether this reader has not chosen to get nothing of the kind by this channel."""
    user_id, seller_id = ids_of(to)
    kind = line_of(name).kind
    if kind not in STOPPABLE[channel] or not (user_id or seller_id):
        return True
    return kind not in notices.unwanted(channel, user_id=user_id, seller_id=seller_id)


def ids_of(to: Reader) -> tuple[int | None, int | None]:
    """The account or the shop that reads it; neither for a guest."""
    if isinstance(to, Seller):
        return None, to.id
    return (to.user_id if isinstance(to, Purchase) else to.id if to else None), None
