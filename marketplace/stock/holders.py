"""Who acts, and how many units are kept for others: for a day, for somebody who had waited (docs/decisions/0141).

A right ends by the clock: every statement counts the open ones of others by the moment in which it is executed, and no
sweeper has to come first. Who acts is said once for a request, so that one's own right never counts against oneself.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Exists, Integer, ScalarSelect, String, bindparam, func, select

from marketplace.catalogue.models import Variant
from marketplace.stock.keeping import NOW
from marketplace.stock.right_models import StockRight


@dataclass(frozen=True)
class Holder:
    """A person who is signed in, or whoever has come by the links with these tokens."""

    user_id: int = 0
    tokens: str = ""


_ACTING: Final[ContextVar[Holder]] = ContextVar("holder")
NOBODY: Final = Holder()


def acting() -> Holder:
    """Who acts in this request; nobody in particular in the work that no person waits for."""
    return _ACTING.get(NOBODY)


def act_as(holder: Holder) -> None:
    """From here on this is who acts in this thread."""
    _ACTING.set(holder)


_ME: Final = bindparam("holder", callable_=lambda: acting().user_id, type_=Integer)
_TOKENS: Final = bindparam("holder_tokens", callable_=lambda: acting().tokens, type_=String)


def is_open() -> ColumnElement[bool]:
    """A condition on rights: not used and not over."""
    return StockRight.used_at.is_(None) & (StockRight.until > NOW)


def is_mine() -> ColumnElement[bool]:
    """A condition on rights: of whoever acts."""
    return (func.coalesce(StockRight.user_id, -1) == _ME) | (func.coalesce(_TOKENS, "").contains(StockRight.token))


def has_own_right(variant_id: Any) -> Exists:
    """A column: whether whoever acts has an open right to a unit of this pack size."""
    return select(StockRight.id).where(StockRight.variant_id == variant_id, is_open(), is_mine()).exists()


def promised_to_others() -> ScalarSelect[int]:
    """A column for a statement about variants: the units that are kept for others."""
    units = select(func.coalesce(func.sum(StockRight.quantity), 0)).where(StockRight.variant_id == Variant.id)
    return units.where(is_open(), ~is_mine()).correlate(Variant).scalar_subquery()
