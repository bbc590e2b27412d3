"""A guest asks to call off what the seller has accepted, and the shop answers: what both read on their pages."""

from datetime import timedelta

from marketplace import orders
from marketplace.clock import now, pretending
from marketplace.database import transaction
from marketplace.orders.models import Order
from marketplace.orders.reasons import BUYERS, CANCEL_REFUSALS
from marketplace.orders.states import OrderState
from tests import factories, people
from tests.client import Client
from tests.people import Cast


def accepted(cast: Cast) -> Order:
    """An order that the shop has accepted."""
    return factories.confirmed((factories.product(cast.seller_a).variants[0], 2))


def path_of(order: Order) -> str:
    return f"/don/{order.purchase.token}"


def ask(client: Client, order: Order, reason: str = BUYERS[4]) -> int:
    form = {f"{order.number}-ready": reason}
    return client.send(f"{path_of(order)}/{order.number}/xin-huy", form).status_code


def test_a_guest_and_a_shop_read_by_when_the_other_acts_and_what_was_said(client: Client, cast: Cast) -> None:
    order = factories.order(factories.product(cast.seller_a))
    assert "trả lời trước" in client.get(path_of(order)).text
    with transaction():
        orders.confirm(orders.get_order(order.number, lock=True), by=None)
    page = client.get(path_of(order)).text
    assert "gói xong trước" in page
    assert "Xin hủy phần hàng này" in page
    stale = client.send(f"{path_of(order)}/{order.number}/huy", {f"{order.number}-ready": BUYERS[1]})
    assert stale.status_code == 409, "the shop accepted while the page was open"
    assert "checked" in stale.text, "what was chosen stands in the form that asks the shop"
    assert ask(client, order, "") == 422
    assert ask(client, order) == 303
    assert ask(client, order) == 409
    assert "Bạn đã xin hủy phần hàng này." in client.get(path_of(order)).text
    assert client.send(f"{path_of(order)}/{order.number}/khong-huy-nua").status_code == 303
    assert ask(client, order) == 303

    owner, shop_path = people.signed_in(client, cast.owner_a), f"/ban-hang/don/{order.number}"
    assert "Khách xin hủy" in owner.get("/ban-hang/don").text
    page = owner.get(shop_path).text
    assert "Khách xin hủy đơn này" in page
    assert "Gói từng việc" not in page, "nothing else is done before that is answered"
    assert owner.send(f"{shop_path}/cancellation-request/refusal", {"khong-huy-reason": " "}).status_code == 400
    form = {"khong-huy-ready": CANCEL_REFUSALS[0]}
    assert owner.send(f"{shop_path}/cancellation-request/refusal", form).status_code == 303
    assert owner.send(f"{shop_path}/cancellation-request/agreement").status_code == 409
    page = client.get(path_of(order)).text
    assert page.count(CANCEL_REFUSALS[0]) == 2, "beside the parcel and on its timeline"
    assert "Gửi lời xin hủy" not in page


def test_a_shop_that_agrees_calls_it_off_and_says_so(client: Client, cast: Cast) -> None:
    order = accepted(cast)
    ask(client, order)
    owner = people.signed_in(client, cast.owner_a)
    owner.send(f"/ban-hang/don/{order.number}/cancellation-request/agreement")
    assert f"Đã hủy đơn {order.number}" in owner.get(f"/ban-hang/don/{order.number}").text
    assert "Người mua xin hủy, nơi bán đồng ý" in client.get(path_of(order)).text


def test_what_is_packed_too_late_is_called_off_at_once(client: Client, cast: Cast) -> None:
    order = accepted(cast)
    with pretending(now() + timedelta(days=3)):
        assert "gói trễ hẹn" in client.get(path_of(order)).text
        assert ask(client, order) == 303
    assert orders.get_order(order.number).state == OrderState.CANCELLED


def test_somebody_elses_order_is_asked_about_by_nobody(client: Client, cast: Cast) -> None:
    mine, other = factories.order(factories.product(cast.seller_b)), accepted(cast)
    assert (
        client.send(f"{path_of(mine)}/{other.number}/xin-huy", {f"{other.number}-ready": BUYERS[0]}).status_code == 404
    )
    stranger = people.signed_in(client, cast.owner_b)
    assert stranger.send(f"/ban-hang/don/{other.number}/cancellation-request/agreement").status_code == 404


def test_a_buyer_says_that_what_the_shop_told_of_has_come(client: Client, cast: Cast) -> None:
    order = factories.delivered(factories.product(cast.seller_a))
    page = client.get(path_of(order)).text
    assert "Tôi đã nhận được hàng" in page
    assert "thì tính là đã nhận" in page
    for _twice in range(2):
        assert client.send(f"{path_of(order)}/{order.number}/da-nhan").status_code == 303
    page = client.get(path_of(order)).text
    assert "Người mua báo đã nhận" in page
    assert "Tôi đã nhận được hàng" not in page
