"""Twenty buyers, five jars."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from marketplace import orders, stock
from marketplace.database import db, transaction
from marketplace.orders.errors import LinesUnavailable
from marketplace.orders.models import OrderLine
from marketplace.stock.errors import SoldOut
from marketplace.stock.models import Lot
from marketplace.stock.queries import LotInHand
from tests import factories
from tests.crowd import together

BUYERS, JARS = 20, 5


def buy_all_at_once(app: Flask, tokens: list[tuple[str, str, int]]) -> list[str]:
    """Everybody places an order at the same moment; the outcome of each is "ordered" or the refusal."""

    def buy(cart_token: str, checkout_token: str, total: int) -> str:
        try:
            with transaction():
                orders.place(
                    checkout_token=checkout_token,
                    cart_token=cart_token,
                    buyer=None,
                    recipient=factories.BA_DINH,
                    shown_total_vnd=total,
                    locale="vi",
                )
        except (SoldOut, LinesUnavailable) as refusal:
            return str(refusal)
        return "ordered"

    return together(app, [partial(buy, *each) for each in tokens])


@pytest.fixture
def crowd(committed_app: Flask) -> list[tuple[str, str, int]]:
    """Twenty baskets, each with one of the last five jars."""
    with transaction():
        variant = factories.product(left=JARS).variants[0]
    tokens = []
    for _ in range(BUYERS):
        with transaction():
            basket = factories.basket((variant, 1))
            total = variant.price_vnd + 30_000
            tokens.append((basket.token, basket.checkout_token, total))
    return tokens


def sold_and_left() -> tuple[int, int]:
    db.session.rollback()
    sold = db.session.scalar(select(func.coalesce(func.sum(OrderLine.quantity), 0))) or 0
    return sold, db.session.scalar(select(func.sum(Lot.on_hand))) or 0


def test_five_jars_become_exactly_five_orders(committed_app: Flask, crowd: list[tuple[str, str, int]]) -> None:
    outcomes = buy_all_at_once(committed_app, crowd)

    assert outcomes.count("ordered") == JARS
    assert all("hết" in outcome for outcome in outcomes if outcome != "ordered")
    assert sold_and_left() == (JARS, 0)


def test_without_the_condition_on_the_update_more_is_sold_than_there_was(
    committed_app: Flask, crowd: list[tuple[str, str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: everybody looks first and then writes back what they saw less their own, unguarded."""
    lot_id, seen = db.session.execute(select(Lot.id, Lot.on_hand)).one()

    def unguarded(lot_id: int, quantity: int) -> bool:
        db.session.execute(update(Lot).where(Lot.id == lot_id).values(on_hand=seen - quantity))
        return True

    lots = [LotInHand(lot_id, seen, None)]
    monkeypatch.setattr(stock.actions, "lots_to_sell", lambda variants: dict.fromkeys(variants, lots))
    monkeypatch.setattr(stock.actions, "take_from_lot", unguarded)
    buy_all_at_once(committed_app, crowd)

    sold, left = sold_and_left()
    assert sold > JARS
    assert sold + left > JARS
