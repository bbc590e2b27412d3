"""Everything that is kept about a person, by what it is; secrets such as digests and links stay out."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from marketplace.accounts.models import User, UserSession
from marketplace.addresses import SavedAddress
from marketplace.cart.models import Cart, CartLine
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.documents.invoice_requests import requests_of
from marketplace.messages.models import Message
from marketplace.orders.gift_models import Gift
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.receiver_models import GiftReceiver
from marketplace.policies import PolicyConsent
from marketplace.reviews.models import Review
from marketplace.reviews.question_models import Answer, Question
from marketplace.sellers.models import Seller
from marketplace.wishlist.models import Follow, Reminder, Wish

SECRET: Final = frozenset(
    {"id", "token", "token_digest", "checkout_token", "password_hash", "is_operator", "fee_parts", "recipient_folded"}
)
OF_SHOP: Final = ("commission", "withheld", "tax_class", "by_id", "hidden_by", "replied_by")
"""What belongs to others: the shop's fees and taxes, and who in the market did something."""


def everything_of(user: User) -> Mapping[str, object]:
    """All of it as tables of rows, ready to be written down."""
    mine = Purchase.user_id == user.id
    bought = select(Purchase.id).where(mine)
    placed = select(Order.id).where(Order.purchase_id.in_(bought))
    return {
        "account": _row(user),
        "consents": _rows(PolicyConsent, PolicyConsent.user_id == user.id),
        "addresses": _rows(SavedAddress, SavedAddress.user_id == user.id),
        "sessions": _rows(UserSession, UserSession.user_id == user.id),
        "purchases": _rows(Purchase, mine),
        "gifts": _rows(Gift, Gift.purchase_id.in_(bought)),
        "gift_receivers": _rows(GiftReceiver, GiftReceiver.purchase_id.in_(bought)),
        "orders": _rows(Order, Order.id.in_(placed)),
        "order_lines": _rows(OrderLine, OrderLine.order_id.in_(placed)),
        "order_events": _rows(OrderEvent, OrderEvent.order_id.in_(placed)),
        "invoices_wanted": [vars(one) for one in requests_of(list(db.session.scalars(bought))).values()],
        **_written(user.id),
        "wishes": list(db.session.scalars(select(Product.name_vi).join(Wish).where(Wish.user_id == user.id))),
        "followed": list(db.session.scalars(select(Seller.name_vi).join(Follow).where(Follow.user_id == user.id))),
        "reminders": _rows(Reminder, Reminder.user_id == user.id),
        "basket": _rows(CartLine, CartLine.cart_id.in_(select(Cart.id).where(Cart.user_id == user.id))),
    }


def _written(user_id: int) -> dict[str, list[dict[str, Any]]]:
    texts = {"reviews": Review, "questions": Question, "answers": Answer, "messages": Message}
    return {name: _rows(kind, kind.author_id == user_id) for name, kind in texts.items()}  # type: ignore[attr-defined]  # each has one


def _rows(kind: Any, mine: ColumnElement[bool]) -> list[dict[str, Any]]:
    return [_row(one) for one in db.session.scalars(select(kind).where(mine))]


def _row(one: Any) -> dict[str, Any]:
    """The columns of a row that are the person's to read."""
    names = (column.key for column in type(one).__mapper__.column_attrs)
    return {name: getattr(one, name) for name in names if name not in SECRET and not name.startswith(OF_SHOP)}
