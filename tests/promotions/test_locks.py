"""Placing and cancelling take promotions and vouchers in one order, so that neither waits for the other in a circle."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from marketplace import orders
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders import discounting, promotion_sales
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole
from tests import factories
from tests.crowd import all_at_once
from tests.promotions.promoting import honey, promote
from tests.vouchers.buying import bought
from tests.vouchers.test_using import voucher

SHORT = 0.7
"""Seconds after which whoever waits half way goes on alone, because the other one waits for its lock."""


def place_and_cancel(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One places an order, the other calls one off, with the same voucher and promotion and units of two lots; each
    stops after its first lock until the other one has one, too.
    """
    if db.engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time")
    with transaction():
        jar = honey(left=1)
        promote(jar, first=today(), most_units=9)
        voucher("GIAM10", most_uses=9)
        called_off = bought((jar.variants[0], 1), codes=("GIAM10",)).orders[0].id
        factories.lot(jar.variants[0], 1)
    half_way = Barrier(2, timeout=SHORT)

    def stopping(real: Callable[..., None]) -> Callable[..., None]:
        def stopped(*args: Any) -> None:
            real(*args)
            with suppress(BrokenBarrierError):
                half_way.wait()

        return stopped

    monkeypatch.setattr(promotion_sales, "take", stopping(promotion_sales.take))
    for each in (promotion_sales, discounting):
        monkeypatch.setattr(each, "give_back", stopping(each.give_back))

    def cancel() -> None:
        order = db.session.scalars(select(Order).where(Order.id == called_off)).one()
        orders.cancel(order, by=None, role=ActorRole.BUYER, reason="Đổi ý")

    all_at_once(app, [partial(bought, (jar.variants[0], 1), codes=("GIAM10",)), cancel])


def test_placing_and_cancelling_do_not_wait_for_each_other(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place_and_cancel(committed_app, monkeypatch)


def test_in_the_opposite_order_they_do(committed_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control."""
    back = promotion_sales.give_back, discounting.give_back
    monkeypatch.setattr(promotion_sales, "give_back", back[1])
    monkeypatch.setattr(discounting, "give_back", back[0])
    with pytest.raises(OperationalError, match="deadlock"):
        place_and_cancel(committed_app, monkeypatch)
