"""Vouchers used in the same moment: none is used too often. Each race has its negative control."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from marketplace import orders, vouchers
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind, VoucherUse, uses
from tests import factories
from tests.crowd import DONE, tried_at_once

SHIPPING_VND = 30_000


def order_at_once(app: Flask, *, times: int, phones: int, **limits: int | None) -> list[str]:
    """So many orders with one voucher of 20,000 dong, from so many phones."""
    with transaction():
        pack = factories.product(left=30, price_vnd=100_000).variants[0]
        said = {"code": "CHOGIAM", "kind": VoucherKind.AMOUNT, "amount_vnd": 20_000, "least_vnd": 50_000}
        days = {"first_day": today(), "last_day": today()}
        vouchers.make(NewVoucher(**said, **days, bearer=Bearer.MARKET, **limits), by=None)
    baskets = []
    for number in range(times):
        with transaction():
            filled = factories.basket((pack, 1))
            to = orders.Recipient(**vars(factories.BA_DINH) | {"phone": f"+8490000012{number % phones}"})
            baskets.append((filled.token, filled.checkout_token, to))

    def place(token: str, checkout_token: str, to: orders.Recipient) -> None:
        orders.place(
            checkout_token=checkout_token,
            cart_token=token,
            buyer=None,
            recipient=to,
            shown_total_vnd=100_000 + SHIPPING_VND - 20_000,
            locale="vi",
            codes=("CHOGIAM",),
        )

    return tried_at_once(app, [partial(place, *each) for each in baskets])


def used() -> tuple[int, int, int]:
    """The counter, the uses and the purchases."""
    counter = db.session.scalar(select(Voucher.used)) or 0
    return counter, db.session.query(VoucherUse).count(), db.session.query(Purchase).count()


def test_the_last_uses_go_to_the_first_and_the_others_are_told(committed_app: Flask) -> None:
    told = order_at_once(committed_app, times=6, phones=6, most_uses=2, per_person=None)
    assert told == ["VoucherUsedUp"] * 4 + [DONE] * 2
    assert used() == (2, 2, 2)


def test_one_person_who_orders_twice_in_one_moment_uses_it_once(committed_app: Flask) -> None:
    told = order_at_once(committed_app, times=3, phones=1, per_person=1, most_uses=None)
    assert told == ["VoucherUsedBefore"] * 2 + [DONE]
    assert used() == (1, 1, 1)


def test_without_the_condition_a_voucher_is_used_too_often(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: the counter that was read is believed, and nobody waits for anybody."""
    monkeypatch.setattr(uses, "_count_one", lambda *_, **__: None)
    told = order_at_once(committed_app, times=4, phones=4, most_uses=2, per_person=None)
    assert told == [DONE] * 4
