"""Parcels that nobody took, on the seller's phone."""

from collections.abc import Callable

import pytest

from marketplace import cash, orders
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, Undelivered
from marketplace.stock import left_of
from tests.client import Client

OrderIn = Callable[..., Order]


def send(client: Client, order: Order, step: str, **form: str) -> tuple[int, str]:
    answer = client.send(f"/ban-hang/don/{order.number}/{step}", form, form_at="/ban-hang/them")
    return answer.status_code, answer.text if answer.status_code != 303 else answer.location


@pytest.fixture
def returning(order_in: OrderIn) -> Order:
    order = order_in(OrderState.SHIPPED)
    orders.turn_back(order, by=None, role=ActorRole.SELLER, reason=Undelivered.REFUSED)
    db.session.flush()
    return order


def test_a_parcel_turns_round_with_a_reason(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.SHIPPED)
    assert "Không giao được?" in owner.get(f"/ban-hang/don/{order.number}").text
    assert send(owner, order, "quay-ve", reason="unreachable") == (303, f"/ban-hang/don/{order.number}")
    page = owner.get(f"/ban-hang/don/{order.number}").text
    assert "Kiện hàng đã về?" in page
    assert "Gọi người mua nhiều lần không được" in page


@pytest.mark.parametrize("reason", ["", "lost", "bịa ra"])
def test_without_one_of_the_reasons_nothing_happens(owner: Client, order_in: OrderIn, reason: str) -> None:
    order = order_in(OrderState.SHIPPED)
    status, page = send(owner, order, "quay-ve", reason=reason)
    assert (status, "Chọn một lý do." in page) == (400, True)
    db.session.refresh(order)
    assert order.state == OrderState.SHIPPED


def test_what_came_back_whole_goes_to_its_lot(owner: Client, returning: Order) -> None:
    (line,) = returning.lines
    before = left_of([line.variant_id])[line.variant_id]
    assert send(owner, returning, "da-ve", **{f"fit-{line.id}": "2", "unfit_as": ""})[0] == 303
    db.session.refresh(returning)
    assert (returning.state, left_of([line.variant_id])[line.variant_id]) == (OrderState.RETURNED, before + 2)


@pytest.mark.parametrize(
    ("fit", "unfit_as"), [("3", ""), ("1", ""), ("một", "broken"), ("-1", "broken"), ("1", "gift")]
)
def test_a_count_that_cannot_be_is_refused_beside_its_field_and_stays(
    owner: Client, returning: Order, fit: str, unfit_as: str
) -> None:
    (line,) = returning.lines
    status, page = send(owner, returning, "da-ve", **{f"fit-{line.id}": fit, "unfit_as": unfit_as})
    assert (status, f'id="fit-{line.id}-error"' in page, f'value="{fit}"' in page) == (400, True, True)
    db.session.refresh(returning)
    assert returning.state == OrderState.RETURNING


def test_the_list_and_the_first_page_tell_of_what_comes_back(owner: Client, returning: Order) -> None:
    assert returning.number in owner.get("/ban-hang/don?xem=hoan").text
    assert "1 kiện đang hoàn về" in owner.get("/ban-hang").text


@pytest.mark.parametrize(("step", "form"), [("quay-ve", {"reason": "refused"}), ("da-ve", {}), ("xac-nhan-mua", {})])
def test_another_shop_and_the_public_cannot(
    stranger: Client, client: Client, returning: Order, step: str, form: dict[str, str]
) -> None:
    assert send(stranger, returning, step, **form)[0] == 404
    db.session.refresh(returning)
    assert returning.state == OrderState.RETURNING


def test_a_buyer_is_called_before_the_order_is_accepted(owner: Client, order_in: OrderIn) -> None:
    order = order_in()
    order.call_reason = orders.CallReason.REFUSALS
    db.session.flush()
    assert "Gọi khách trước" in owner.get("/ban-hang/don?xem=moi").text
    status, page = send(owner, order, "confirmation")
    assert (status, "Gọi người mua xác nhận trước" in page) == (409, True)
    assert send(owner, order, "xac-nhan-mua", result="unreached", note="máy bận")[0] == 303
    assert "Chưa gọi được · máy bận" in owner.get(f"/ban-hang/don/{order.number}").text
    assert send(owner, order, "xac-nhan-mua", result="agreed")[0] == 303
    assert send(owner, order, "xac-nhan-mua", result="agreed")[0] == 409
    assert send(owner, order, "confirmation")[0] == 303


def test_the_seller_reads_who_has_the_cash(owner: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.SHIPPED)
    with transaction():
        orders.deliver(order, by=None, role=ActorRole.SELLER)
    assert "GHN đang giữ" in owner.get(f"/ban-hang/don/{order.number}").text
    custody = cash.custody_of(order.id)
    assert custody
    custody.open_vnd = 0
    db.session.flush()
    assert "đã về chợ" in owner.get(f"/ban-hang/don/{order.number}").text
