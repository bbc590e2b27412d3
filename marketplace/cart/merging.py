"""What becomes of a guest's basket when its owner signs in."""

from dataclasses import dataclass, field

from marketplace.cart.models import MOST_LINES, MOST_OF_ONE, Cart, CartLine
from marketplace.cart.queries import find_cart
from marketplace.catalogue.models import Variant
from marketplace.database import db


@dataclass
class Merged:
    """What came of it: the pack sizes that are in the person's basket now and were not before, those that lay in both,
    those of which it holds fewer than both together because one buyer gets no more, and those it had no room for.
    """

    new: list[Variant] = field(default_factory=list)
    added_up: list[Variant] = field(default_factory=list)
    cut: list[Variant] = field(default_factory=list)
    left_out: list[Variant] = field(default_factory=list)


def adopt(*, token: str | None, user_id: int) -> Merged | None:
    """At sign-in: what lay in the guest's basket goes into the person's own; quantities add up to the most that one
    buyer gets. None when there was nothing to bring together.

    Open the session first: it holds the person's row, so that of two sign-ins only one brings the first basket.
    """
    guest = find_cart(token=token, user_id=None, lock=True)
    if guest is None:
        return None
    own = find_cart(token=None, user_id=user_id, lock=True)
    if own is None:
        guest.user_id = user_id
        return None
    had, merged = bool(own.lines), Merged()
    for line in list(guest.lines):
        _pour(own, line, merged)
    db.session.delete(guest)
    return merged if had else None


def _pour(own: Cart, line: CartLine, merged: Merged) -> None:
    existing = next((mine for mine in own.lines if mine.variant_id == line.variant_id), None)
    if existing is not None:
        _add_up(existing, line, merged)
    elif len(own.lines) < MOST_LINES:
        facts = {"is_saved": line.is_saved, "seen_vnd": line.seen_vnd}
        own.lines.append(CartLine(variant_id=line.variant_id, quantity=line.quantity, **facts))
        merged.new.append(line.variant)
    else:
        merged.left_out.append(line.variant)


def _add_up(mine: CartLine, line: CartLine, merged: Merged) -> None:
    """What is saved for later in one basket alone does not count in the other."""
    if line.is_saved and not mine.is_saved:
        return
    both = line.quantity if mine.is_saved and not line.is_saved else mine.quantity + line.quantity
    most = min(MOST_OF_ONE, line.variant.most_per_buyer or MOST_OF_ONE)
    mine.quantity, mine.is_saved = min(both, max(most, 1)), line.is_saved
    (merged.cut if both > most else merged.added_up).append(line.variant)
