"""What waits for its money is nothing to the seller yet, on no page, in no count and in no file."""

from collections.abc import Callable

import pytest

from marketplace import orders, payments
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from tests import factories
from tests.client import Client
from tests.web.seller.test_orders import STEPS, page_of, send

PAGES = ("/ban-hang", "/ban-hang/don", "/ban-hang/phieu", "/ban-hang/don.csv", "/ban-hang/don.csv?xem=xong")
TABS = ("moi", "dang-goi", "cho-lay", "da-gui", "hoan", "xong")


@pytest.fixture
def awaited(honey: Product) -> Order:
    """Two jars, to be paid by transfer."""
    return factories.order(honey, quantity=2, paying=PaymentMethod.TRANSFER)


@pytest.fixture
def expired(awaited: Order) -> Order:
    """The money never came."""
    with transaction():
        payments.expire(payments.get_purchase(awaited.purchase.code))
    return awaited


@pytest.fixture
def held(awaited: Order) -> Order:
    """Money that was booked to it turned out to be another purchase's."""
    code, due_vnd = awaited.purchase.code, awaited.purchase.due_vnd
    with transaction():
        factories.pay(code)
    with transaction():
        payments.take_back(payments.get_purchase(code), due_vnd)
    return awaited


def seen_on(owner: Client, order: Order) -> list[str]:
    """The pages that speak of the order."""
    pages = (*PAGES, *(f"/ban-hang/don?xem={tab}" for tab in TABS), f"/ban-hang/don?q={order.number}")
    answers = {page: owner.get(page) for page in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    found = [page for page, answer in answers.items() if f"{order.number}</" in answer.text]
    return found + [page for page in (page_of(order), f"{page_of(order)}/phieu") if owner.get(page).status_code != 404]


@pytest.mark.parametrize("kind", ["awaited", "expired", "held"])
def test_the_seller_sees_it_nowhere_and_can_do_nothing(
    owner: Client, request: pytest.FixtureRequest, kind: str
) -> None:
    order = request.getfixturevalue(kind)
    before = order.state
    assert seen_on(owner, order) == []
    assert orders.count_open(order.seller_id) == 0
    assert not any(tally.count for tally in orders.tally_of_seller(order.seller_id).values())
    form = {"carrier": "GHN", "tracking_number": "VN1", "reason": "Không"}
    assert [send(owner, order, step, **form)[0] for step in STEPS] == [404] * len(STEPS)
    assert db.session.get_one(Order, order.id).state == before


def test_it_is_a_new_order_once_the_money_has_come(owner: Client, awaited: Order) -> None:
    with transaction():
        factories.pay(awaited.purchase.code)
    assert page_of(awaited) in seen_on(owner, awaited)
    page = owner.get(page_of(awaited)).text
    assert "Khách đặt hàng, chờ thanh toán" in page
    assert "Nhận trước" in page


def test_the_courier_takes_nothing_for_what_was_paid_before(
    owner: Client, awaited: Order, order_in: Callable[..., Order]
) -> None:
    with transaction():
        factories.pay(awaited.purchase.code)
    assert f"{awaited.cash_vnd}" == "0"
    assert 'Thu hộ (COD) <b class="num">0\u00a0₫</b>' in owner.get(f"{page_of(awaited)}/phieu").text
    cash = order_in()
    assert cash.cash_vnd == cash.total_vnd
