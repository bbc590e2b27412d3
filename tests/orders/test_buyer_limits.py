"""What one buyer gets of a pack size in a day."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace import cart, orders
from marketplace.accounts.models import User
from marketplace.cart.errors import LimitReached
from marketplace.catalogue.models import Variant
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.orders import placing
from marketplace.orders.errors import BuyerLimitReached, LinesUnavailable
from marketplace.orders.models import ActorRole, OrderLine
from tests import factories
from tests.crowd import together

MOST = 3


@pytest.fixture
def tea(app: Flask) -> Variant:
    """Thirty packs of tea, three for each buyer."""
    return few(factories.product(left=30).variants[0])


def few(variant: Variant) -> Variant:
    variant.most_per_buyer = MOST
    db.session.flush()
    return variant


def test_a_basket_holds_no_more_than_one_buyer_gets(tea: Variant) -> None:
    basket = factories.basket((tea, 2))
    with pytest.raises(LimitReached, match="tối đa 3 một ngày"):
        cart.add(token=basket.token, user_id=None, ref=tea.ref, quantity=2)
    with pytest.raises(LimitReached):
        cart.set_quantity(basket, ref=tea.ref, quantity=4)
    cart.set_quantity(basket, ref=tea.ref, quantity=3)


def test_a_limit_that_came_later_keeps_the_line_out_of_the_order(tea: Variant) -> None:
    tea.most_per_buyer = None
    basket = factories.basket((tea, 5))
    few(tea)
    (parcel,) = cart.parcels_in(basket)
    assert [(line.most, line.can_be_ordered) for line in parcel.lines] == [(3, False)]
    with pytest.raises(LinesUnavailable):
        place(basket.token, basket.checkout_token, 0)


def place(token: str, checkout_token: str, total: int, buyer: User | None = None, phone: str = "") -> None:
    recipient = factories.BA_DINH if not phone else orders.Recipient(**vars(factories.BA_DINH) | {"phone": phone})
    orders.place(
        checkout_token=checkout_token,
        cart_token=token,
        buyer=buyer,
        recipient=recipient,
        shown_total_vnd=total,
        locale="vi",
    )


def order(tea: Variant, units: int, phone: str = "", buyer: User | None = None) -> None:
    basket = factories.basket((tea, units), buyer=buyer)
    quoted = orders.quote(cart.parcels_in(basket), province_code="01", commune_code="00004")
    place(basket.token, basket.checkout_token, quoted.total_vnd, buyer, phone)


def test_orders_of_one_day_to_one_phone_count_together(tea: Variant) -> None:
    order(tea, 2)
    with pytest.raises(BuyerLimitReached, match="hôm nay bạn đã đặt 2"):
        order(tea, 2)


def test_another_buyer_and_another_day_count_anew(tea: Variant) -> None:
    order(tea, 3)
    order(tea, 3, phone="+84900000999")
    with pretending(now() + timedelta(days=1)):
        order(tea, 3)


def test_an_account_counts_whatever_phone_it_sends_to(tea: Variant) -> None:
    buyer = factories.user()
    order(tea, 3, buyer=buyer)
    with pytest.raises(BuyerLimitReached):
        order(tea, 1, phone="+84900000999", buyer=buyer)


def test_what_was_called_off_does_not_count(tea: Variant) -> None:
    order(tea, 3)
    (line,) = db.session.scalars(select(OrderLine)).all()
    orders.cancel(line.order, by=None, role=ActorRole.OPERATOR, reason="Hết hàng")
    order(tea, 3)


def buy_at_once(app: Flask) -> list[str]:
    """Five orders of two packs each to the same phone in one moment."""
    with transaction():
        variant = few(factories.product(left=30).variants[0])
    baskets = []
    for _ in range(5):
        with transaction():
            basket = factories.basket((variant, 2))
            baskets.append((basket.token, basket.checkout_token, 2 * variant.price_vnd + 30_000))

    def buy(*which: Any) -> str:
        try:
            with transaction():
                place(*which)
        except BuyerLimitReached:
            return "refused"
        return "ordered"

    return together(app, [partial(buy, *each) for each in baskets])


def test_of_many_orders_in_one_moment_only_the_first_gets_through(committed_app: Flask) -> None:
    assert sorted(buy_at_once(committed_app)) == ["ordered", *["refused"] * 4]
    assert db.session.scalar(select(func.sum(OrderLine.quantity))) == 2


def test_without_asking_after_the_stock_was_taken_more_get_through(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: nobody asks."""
    monkeypatch.setattr(placing, "check_limits", lambda *_: None)
    assert buy_at_once(committed_app) == ["ordered"] * 5
