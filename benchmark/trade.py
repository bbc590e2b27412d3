"""What lies on the desks of sellers and operators: sellers without goods, and orders in every state.

One shop, whose owner and the operators sign in, has more of everything than nearly all others.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import String, case, cast, func, insert, null, select, update

from marketplace import places
from marketplace.accounts import hash_password
from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import large, sales, samples
from marketplace.orders.deadlines import deadlines_at
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.orders.states import OrderState, PaymentMethod, PaymentState
from marketplace.payments.models import PaymentEvent
from marketplace.sellers.models import Seller, SellerMember

PASSWORD: Final = "a password for measuring"  # noqa: S105 - opens nothing but what is measured
OWNER, OPERATOR = "0900000002", "0900000009"
"""Accounts of the demo shop: the owner of the shop in question, and an operator who may do everything."""
GOODS: Final = 300
"""How many sample goods the shop gets, of thousands."""
SHARE: Final = 0.01
"""How many of all orders are the shop's."""
STATES: Final = {
    OrderState.DELIVERED: 0.95,
    OrderState.CANCELLED: 0.03,
    OrderState.SHIPPED: 0.01,
    OrderState.PLACED: 0.005,
    OrderState.CONFIRMED: 0.003,
    OrderState.PACKED: 0.002,
}
COPIES: Final = 10
NUMBERED: Final = (Purchase, Order, OrderLine)
"""The rows of an order that share its number as their id."""
STEPS: Final = tuple(state for state, _role, _hours in sales.STEPS)


class Sold(NamedTuple):
    """A pack size with what an order freezes of its product."""

    product: dict[str, Any]
    variant: dict[str, Any]


def fill(sellers: int, orders: int) -> None:
    """Add sellers until there are so many, and orders: a tenth one by one, the others as their copies.

    Of the delivered ones the first tenth was paid at the door and the others by bank transfer.
    """
    large.write(_sellers(sellers), lambda _number: None)
    first, count = max(large.next_id(model) for model in NUMBERED), orders // COPIES
    large.write(_orders(first, count), lambda _number: None)
    for number in range(1, COPIES):
        for model in (*NUMBERED, OrderEvent, PaymentEvent):
            _copy(model.__table__, first, number * count, count)
    large.catch_up_sequences()


def open_accounts() -> None:
    """Give the accounts a password that production takes: that of the demo shop is known to everybody."""
    phones = [parse_phone(phone) for phone in (OWNER, OPERATOR)]
    hashed = hash_password(PASSWORD)
    db.session.execute(update(User).where(User.phone.in_(phones)).values(password_hash=hashed))


def give_goods(most: int = GOODS) -> None:
    """Let the shop have some of the sample goods: the first ones, a tenth of all at most. Call it before the index."""
    samples_ = select(Product.id).join(Product.seller).where(Seller.slug.startswith("mau-")).order_by(Product.id)
    count = db.session.scalar(select(func.count()).select_from(samples_.subquery())) or 0
    some = samples_.limit(min(most, count // 10))
    db.session.execute(update(Product).where(Product.id.in_(some)).values(seller_id=shop()))


def shop() -> int:
    """The id of the shop whose owner signs in."""
    owner = select(SellerMember.seller_id).join(User, User.id == SellerMember.user_id)
    return db.session.scalars(owner.where(User.phone == parse_phone(OWNER))).one()


def _sellers(up_to: int) -> Iterator[large.Rows]:
    dice = random.Random(9300)  # noqa: S311 - sample data, nothing secret
    communes = [commune for province in places.provinces() for commune in places.communes_in(province.code)]
    there = db.session.scalar(select(func.count()).select_from(Seller)) or 0
    number = large.next_id(Seller)
    for offset in range(up_to - there):
        yield {Seller: [samples.seller(number + offset, dice.choice(communes), dice)]}


def _orders(first: int, count: int) -> Iterator[large.Rows]:
    dice = random.Random(200_000)  # noqa: S311
    own, all_goods = _goods(Product.seller_id == shop()), _goods()
    states, shares = list(STATES), list(STATES.values())
    for number in range(first, first + count):
        sold = dice.choice(own if dice.random() < SHARE else all_goods)
        product = sold.product | {"sold_units": dice.randrange(1, 4)}
        rows = sales.delivered(number, product, sold.variant, dice)
        state = dice.choices(states, shares)[0]
        yield rows if state == OrderState.DELIVERED else _left(rows, state, dice)


def _goods(*conditions: Any) -> list[Sold]:
    columns = [Product.id, Product.seller_id, Product.slug, Product.picture, Product.name_vi, Product.name_en]
    packs = [Variant.id, Variant.pack_vi, Variant.pack_en, Variant.price_vnd, Variant.gross_grams]
    wanted = (
        select(*columns, *packs).join(Product.variants).join(Product.seller).where(*conditions).order_by(Variant.id)
    )
    return [
        Sold(
            dict(zip(("id", "seller_id", "slug", "picture", "name_vi", "name_en"), row[:6], strict=True)),
            dict(zip(("id", "pack_vi", "pack_en", "price_vnd", "gross_grams"), row[6:], strict=True)),
        )
        for row in db.session.execute(wanted)
    ]


def _left(rows: dict[Any, list[Any]], state: OrderState, dice: random.Random) -> large.Rows:
    """The same purchase, but its order stands in this state since some hours."""
    since = now() - timedelta(hours=dice.randrange(1, 60))
    (purchase,), (order,) = rows[Purchase], rows[Order]
    unpaid = purchase | {"payment_state": PaymentState.DUE, "paid_vnd": 0}
    done = STEPS[: STEPS.index(state) + 1] if state in STEPS else STEPS[:1]
    events = [
        event | {"at": since - timedelta(hours=len(done) - place)}
        for place, event in enumerate(rows[OrderEvent][: len(done)])
    ]
    if state == OrderState.CANCELLED:
        events.append(events[0] | {"state": state, "role": "seller", "at": since})
    to_act = deadlines_at(since).to_act
    due_at = since + to_act[state] if state in to_act else None
    if state == OrderState.SHIPPED:
        due_at = since + timedelta(days=3)
    placed_at = events[0]["at"]
    return {
        Purchase: [unpaid | {"placed_at": placed_at}],
        Order: [order | {"state": state, "due_at": due_at, "placed_at": placed_at}],
        OrderLine: rows[OrderLine],
        OrderEvent: events,
        PaymentEvent: [],
    }


def _copy(table: Any, first: int, offset: int, count: int) -> None:
    """Once more the rows of these orders, with numbers so much higher."""
    number = next(table.c[name] for name in ("order_id", "purchase_id", "id") if name in table.c)
    columns = {column.name: column for column in table.c if column.name != "id"}
    columns |= {name: table.c[name] + offset for name in ("order_id", "purchase_id") if name in columns}
    if table.name in {model.__tablename__ for model in NUMBERED}:
        number = table.c.id
        columns["id"] = table.c.id + offset
    if table is Purchase.__table__:
        is_paid = Purchase.payment_state == PaymentState.PAID
        columns["payment_method"] = case((is_paid, PaymentMethod.TRANSFER), else_=Purchase.payment_method)
    if table is PaymentEvent.__table__:
        columns["order_id"] = null()  # no parcel brought it
    for name in {"code", "token", "checkout_token", "number"} & columns.keys():
        columns[name] = func.replace(table.c[name], cast(table.c.id, String), cast(table.c.id + offset, String))
    rows = select(*columns.values()).where(number >= first, number < first + count)
    db.session.execute(insert(table).from_select(list(columns), rows))
