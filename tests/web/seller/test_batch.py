"""Accepting several orders at once."""

from collections.abc import Callable

from marketplace import orders
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState
from marketplace.sellers.permissions import SellerRole
from marketplace.web.seller import batch
from tests import factories
from tests.client import Client
from tests.people import Cast

OrderIn = Callable[..., Order]
PAGE = "/ban-hang/nhan-nhieu"


def preview(client: Client, *numbers: str) -> tuple[int, str]:
    answer = client.get(f"{PAGE}/xem", query_string={"don": list(numbers)})
    return answer.status_code, answer.text


def accept(client: Client, *numbers: str) -> tuple[int, str]:
    answer = client.send(PAGE, {"don": list(numbers)})
    return answer.status_code, answer.location or answer.text


def state_of(order: Order) -> str:
    db.session.refresh(order)
    return order.state


def test_the_preview_tells_what_will_happen_and_changes_nothing(packer: Client, order_in: OrderIn) -> None:
    first, second = order_in(quantity=2), order_in(quantity=3)
    status, page = preview(packer, first.number, second.number)
    assert status == 200
    assert "Nhận 2 đơn này?" in page
    assert '<b class="num">5 ×</b> Mật ong Green Life, hũ 500\xa0ml' in page
    assert "gói trước" in page
    assert "₫" not in page
    assert {state_of(first), state_of(second)} == {OrderState.PLACED}


def test_all_chosen_orders_are_accepted_by_one_press(packer: Client, order_in: OrderIn) -> None:
    first, second, left_out = order_in(), order_in(), order_in()
    assert accept(packer, first.number, second.number, first.number) == (303, "/ban-hang/don?xem=dang-goi")
    assert "Đã nhận 2 đơn." in packer.get("/ban-hang/don?xem=dang-goi").text
    assert [state_of(one) for one in (first, second, left_out)] == ["confirmed", "confirmed", "placed"]
    assert first.events[-1].by_id == second.events[-1].by_id is not None


def test_an_order_that_moved_on_is_told_with_its_state_and_the_others_are_accepted(
    packer: Client, order_in: OrderIn
) -> None:
    called_off, good = order_in(), order_in()
    orders.cancel(called_off, by=None, role=ActorRole.BUYER, reason="Đặt nhầm")
    _, page = preview(packer, called_off.number, good.number)
    assert f"{called_off.number}</b>: Đơn đã ở bước “Đã hủy”" in page
    assert "Nhận 1 đơn này?" in page
    status, page = accept(packer, called_off.number, good.number)
    assert status == 409
    assert f"{called_off.number}</b>: Đơn đã ở bước “Đã hủy”" in page
    assert "Đã nhận 1 đơn." in page
    assert [state_of(called_off), state_of(good)] == ["cancelled", "confirmed"]


def test_a_form_sent_twice_accepts_once_and_says_so(packer: Client, order_in: OrderIn) -> None:
    order = order_in()
    accept(packer, order.number)
    status, page = accept(packer, order.number)
    assert status == 409
    assert "Đơn đã ở bước “Cần gói”" in page
    assert len(order.events) == 2


def test_another_shops_orders_are_not_there(packer: Client, cast: Cast) -> None:
    theirs = factories.order(factories.product(cast.seller_b))
    for status, page in (preview(packer, theirs.number), accept(packer, theirs.number)):
        assert status in {200, 409}
        assert f"{theirs.number}</b>: Không thấy đơn này." in page
    assert state_of(theirs) == OrderState.PLACED


def test_choosing_nothing_says_what_to_do(packer: Client, order_in: OrderIn) -> None:
    order_in()
    for refused in (preview(packer), accept(packer)):
        assert "Chưa chọn đơn nào" in refused[1]
    assert accept(packer)[0] == 400


def test_odd_numbers_are_told_and_a_long_list_has_an_end(packer: Client, order_in: OrderIn) -> None:
    assert accept(packer, "\x00")[0] == 400
    for odd in ("a\x00", "%", "a" * 300, "<b>"):
        assert preview(packer, odd)[0] == 200
        assert accept(packer, odd)[0] == 409
    many = [f"2611-{number:05}-1" for number in range(batch.MOST_AT_ONCE + 20)]
    assert preview(packer, *many)[1].count("Không thấy đơn này.") == batch.MOST_AT_ONCE


def test_without_new_orders_there_is_nothing_to_choose(packer: Client, order_in: OrderIn) -> None:
    order_in(OrderState.CONFIRMED)
    assert "Không có đơn mới" in packer.get(PAGE).text


def test_the_list_offers_it_to_those_who_may(
    packer: Client, order_in: OrderIn, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    order_in(), order_in()
    assert f'href="{PAGE}"' in packer.get("/ban-hang/don?xem=moi").text
    factories.member(cast.seller_a, cast.neighbour, SellerRole.ACCOUNTANT)
    assert f'href="{PAGE}"' not in client_for(cast.neighbour).get("/ban-hang/don?xem=moi").text
