"""Counter sales, gifts and counts on the web."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from marketplace import orders, stock
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, Undelivered
from marketplace.stock.models import Lot, MovementReason
from tests import factories
from tests.client import Client
from tests.orders.steps import SENT, STEPS
from tests.people import Cast

ONCE = "0123456789ab"


@pytest.fixture
def lot(honey: Product) -> Lot:
    """The lot of the 38 jars, packed five days ago."""
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    lot.packed_on = today() - timedelta(days=5)
    db.session.flush()
    return lot


def send(client: Client, lot: Lot, what: str, **form: str) -> TestResponse:
    return client.send(f"/ban-hang/lo/{lot.ref}/{what}", form, form_at="/ban-hang/them")


def withdraw(client: Client, lot: Lot, **typed: str) -> TestResponse:
    return send(client, lot, "bot", **{"once": ONCE, "reason": "counter", "quantity": "2"} | typed)


def left(lot: Lot) -> int:
    db.session.refresh(lot)
    return lot.on_hand


def test_a_packer_tells_a_counter_sale_of_the_day_before(packer: Client, lot: Lot) -> None:
    yesterday = today() - timedelta(days=1)
    withdraw(packer, lot, happened_on=yesterday.isoformat(), note="Quầy của hội")
    page = packer.get(f"/ban-hang/lo/{lot.ref}").text
    assert left(lot) == 36
    for told in ("Bán tại chỗ", "Quầy của hội", f"{yesterday:%d/%m/%Y}", "Người đóng gói", "ghi ngày"):
        assert told in page


def test_pressing_twice_counts_once(packer: Client, lot: Lot) -> None:
    withdraw(packer, lot), withdraw(packer, lot)
    assert left(lot) == 36


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Chọn vì sao bớt"),
        ({"reason": "sale"}, "Chọn một trong các mục có sẵn."),
        ({"quantity": "0"}, "Số lượng phải là số từ 1 đến 100.000"),
        ({"quantity": "39"}, "chỉ còn 38 chưa ai đặt"),
        ({"happened_on": "2999-01-01"}, "Ngày 01/01/2999 chưa tới"),
        ({"happened_on": "2001-01-01"}, "thì chưa có lô này"),
    ],
)
def test_what_cannot_be_is_said(packer: Client, lot: Lot, typed: dict[str, str], sentence: str) -> None:
    answer = withdraw(packer, lot, **typed)
    assert answer.status_code in {400, 409, 422}
    assert sentence in answer.text
    assert left(lot) == 38


def test_what_is_ordered_stays(packer: Client, lot: Lot, order_in: Callable[..., Order]) -> None:
    order_in(quantity=30)
    assert "chỉ còn 8 chưa ai đặt" in withdraw(packer, lot, quantity="9").text


def test_a_mistake_is_taken_back_and_stays_to_be_read(packer: Client, lot: Lot) -> None:
    withdraw(packer, lot)
    answer = send(packer, lot, f"bot/{ONCE}/lay-lai")
    page = packer.get(answer.location).text
    assert left(lot) == 38
    assert "Ghi nhầm, đã lấy lại" in page
    assert "Lấy lại dòng ghi nhầm" in page
    assert send(packer, lot, f"bot/{ONCE}/lay-lai").status_code == 409
    assert send(packer, lot, "bot/khong-co/lay-lai").status_code == 404
    assert left(lot) == 38


def test_what_came_back_broken_is_read_in_the_book_and_cannot_be_taken_back_there(owner: Client, cast: Cast) -> None:
    order = factories.order(goods := factories.product(cast.seller_a, left=10), quantity=2)
    with transaction():
        for state in SENT:
            STEPS[state](order, ActorRole.SELLER)
        orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=Undelivered.DAMAGED)
        orders.take_in(order, by=None, fit={order.lines[0].id: 1}, unfit_as=MovementReason.BROKEN)
    lot = stock.last_lot_of(goods.variants[0])
    assert lot is not None
    page = owner.get(f"/ban-hang/lo/{lot.ref}").text
    assert order.number in page
    assert "/lay-lai" not in page


def test_a_count_takes_in_what_is_ordered(packer: Client, lot: Lot, order_in: Callable[..., Order]) -> None:
    order_in(quantity=3)
    assert "sổ lệch −1" in packer.get(send(packer, lot, "dem", counted="37").location).text
    assert left(lot) == 34
    assert "sổ đúng" in packer.get(send(packer, lot, "dem", counted="37").location).text


def test_a_count_below_what_is_ordered_is_told(packer: Client, lot: Lot, order_in: Callable[..., Order]) -> None:
    order_in(quantity=3)
    answer = send(packer, lot, "dem", counted="2")
    assert answer.status_code == 409
    assert "khách đã đặt 3 của lô này" in answer.text
    assert send(packer, lot, "dem", counted="nhiều").status_code == 422


def test_another_shops_lot_does_not_move(stranger: Client, lot: Lot) -> None:
    assert withdraw(stranger, lot).status_code == 404
    assert send(stranger, lot, "dem", counted="1").status_code == 404
    assert left(lot) == 38
