"""What all pages of the practice shop share."""

from typing import Any

from flask import Blueprint
from flask_login import current_user

from marketplace import practice
from marketplace.orders.states import OrderState
from marketplace.practice import Parcel, PracticeShop
from marketplace.web.permissions import memberships

PREFIX = "/gian-hang-tap"


def practice_pages(name: str, import_name: str) -> Blueprint:
    """A blueprint whose pages know whether the person has a real shop to go back to."""
    blueprint = Blueprint(name, import_name, url_prefix=PREFIX)
    blueprint.context_processor(_context)
    return blueprint


def my_shop(*, lock: bool = False) -> PracticeShop:
    """The practice of the signed-in person. Raises NotPractising."""
    return practice.get_shop(current_user.id, lock=lock)


def my_parcel(number: str) -> Parcel:
    """One of their sample orders. Raises NotPractising or OrderNotFound."""
    return practice.get_parcel(my_shop(), number)


def my_parcels(*states: OrderState) -> list[Parcel]:
    """Their sample orders in these states; who has not begun has none."""
    shop = practice.find_shop(current_user.id)
    return [each for each in practice.parcels_of(shop) if each.order.state in states] if shop else []


def _context() -> dict[str, Any]:
    return {"has_shop": current_user.is_authenticated and bool(memberships())}
