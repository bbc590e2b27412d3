from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace import orders, stock
from marketplace.clock import now
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import ActorRole, OrderState, PaymentMethod
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

pytestmark = pytest.mark.smoke
DESK = "/van-hanh/don"


@pytest.fixture
def honey(cast: Cast) -> Order:
    """Two jars of seller A's honey, waiting for the seller."""
    return factories.order(factories.product(cast.seller_a), quantity=2)


@pytest.fixture
def eggs(cast: Cast) -> Order:
    """Seller B's eggs, confirmed."""
    order = factories.order(factories.product(cast.seller_b, "Trứng Ngọc Hân"))
    orders.confirm(order, by=cast.owner_b)
    return order


def make_late(order: Order) -> None:
    order.due_at = now() - timedelta(days=1, minutes=5)


def test_the_desk_lists_what_waits_and_says_what_to_do(operator: Client, honey: Order, eggs: Order) -> None:
    page = operator.get(DESK).text
    assert honey.number in page
    assert "Chờ nơi bán nhận" in page
    assert eggs.number in page
    assert "HTX Sơn Nam" in page


def test_the_desk_finds_an_order_that_waits_for_its_money_and_has_nothing_to_do_about_it(
    operator: Client, cast: Cast
) -> None:
    order = factories.order(factories.product(cast.seller_a), paying=PaymentMethod.TRANSFER)
    assert f">{order.number}<" not in operator.get(DESK).text
    assert f">{order.number}<" not in operator.get(f"{DESK}?xem=cho-nhan").text
    page = operator.get(f"{DESK}?xem=tat-ca&don={order.number}").text
    assert f">{order.number}<" in page
    assert "Chờ thanh toán" in page
    assert "Người mua đặt hàng, chờ thanh toán" in page


def test_the_most_urgent_order_comes_first(operator: Client, honey: Order, eggs: Order) -> None:
    make_late(eggs)
    page = operator.get(DESK).text
    assert page.index(f">{eggs.number}<") < page.index(f">{honey.number}<")
    assert "trễ 1 ngày" in page
    assert "Trễ gói, nhắc nơi bán" in page


def test_each_view_holds_its_orders_and_tells_how_many(operator: Client, honey: Order, eggs: Order) -> None:
    placed = operator.get(f"{DESK}?xem=cho-nhan").text
    assert f">{honey.number}<" in placed
    assert f">{eggs.number}<" not in placed
    assert 'Tất cả<b class="num">2</b>' in placed
    assert "Không có đơn nào ở đây." in operator.get(f"{DESK}?xem=da-huy").text


def test_an_order_late_on_the_road_counts_as_work(operator: Client, cast: Cast, eggs: Order) -> None:
    orders.pack(eggs, by=cast.owner_b)
    orders.ship(eggs, by=cast.owner_b, carrier="Bưu điện", tracking_number="VN2611")
    assert f">{eggs.number}<" not in operator.get(DESK).text
    make_late(eggs)
    assert "Trễ giao, gọi bưu điện" in operator.get(DESK).text


SPELLINGS = ["0900 000 124", "+84 900.000.124", "84900000124", "0084-900-000-124", "(+84) 0900 000 124", "000 124"]
OTHERS = ["{number}", "VN2611", "trung xanh", "ĐINH", "ÐINH", "mau dinh", "Mẫu ɖinh"]


@pytest.mark.parametrize("words", [*OTHERS, *SPELLINGS])
def test_a_search_finds_by_number_phone_tracking_number_and_name(
    words: str, operator: Client, cast: Cast, honey: Order
) -> None:
    him = replace(factories.BA_DINH, name="Anh Mẫu Đinh", phone="+84900000124")
    eggs = factories.product(cast.seller_b, "Trứng gà Ngọc Hân", category="ga-trung")
    order = factories.purchase((eggs.variants[0], 1), recipient=him).orders[0]
    order.tracking_number = "VN2611-7730"
    cast.seller_b.folded = "htx trung xanh"
    page = operator.get(DESK, query_string={"xem": "tat-ca", "q": words.format(number=order.number)}).text
    assert f">{order.number}<" in page
    assert f">{honey.number}<" not in page


def test_filters_stand_in_the_address_and_can_be_taken_away(
    operator: Client, cast: Cast, honey: Order, eggs: Order
) -> None:
    address = f"{DESK}?xem=tat-ca&noi-ban={cast.seller_b.slug}&tinh=01"
    page = operator.get(address).text
    assert f">{eggs.number}<" in page
    assert f">{honey.number}<" not in page
    assert "Nơi bán: HTX Sơn Nam" in page
    assert f'href="{DESK}?xem=tat-ca&amp;tinh=01"' in page


def test_no_province_without_orders_matches(operator: Client, honey: Order) -> None:
    assert "Bỏ mọi bộ lọc" in operator.get(f"{DESK}?tinh=79").text


NONSENSE = "xem=khac tinh=xx trang=0 trang=-1 trang=abc trang=٣ trang=99999999999999999999 q=%00 q=%ff%fe".split()


@pytest.mark.parametrize("query", NONSENSE)
def test_an_address_that_makes_no_sense_shows_the_desk(query: str, operator: Client, honey: Order) -> None:
    assert operator.get(f"{DESK}?{query}").status_code == 200


def test_fifty_orders_fill_a_page(operator: Client, cast: Cast) -> None:
    honey = factories.product(cast.seller_a, left=200)
    for _ in range(51):
        factories.order(honey, quantity=1)
    first = operator.get(DESK).text
    assert "1–50 / 51" in first
    assert 'href="/van-hanh/don?trang=2"' in first
    assert "51–51 / 51" in operator.get(f"{DESK}?trang=2").text


def test_the_open_order_tells_its_story_newest_first(operator: Client, eggs: Order) -> None:
    page = operator.get(f"{DESK}?don={eggs.number}").text
    assert f'id="opened">{eggs.number}' in page
    assert "Trứng Ngọc Hân" in page
    assert page.index("Nơi bán đã nhận đơn") < page.index("người mua, không tài khoản")


def test_an_order_that_does_not_exist_is_not_found(operator: Client) -> None:
    assert operator.get(f"{DESK}?don=2611-XXXXX-9").status_code == 404


def test_the_buyers_phone_and_street_stay_masked_until_asked_for(
    operator: Client, honey: Order, caplog: pytest.LogCaptureFixture
) -> None:
    address = f"{DESK}?don={honey.number}"
    masked = operator.get(address).text
    assert "09•• ••• 123" in masked
    assert "0900 000 123" not in masked
    assert "ngõ 12" not in masked
    with caplog.at_level("INFO"):
        assert operator.send(f"{DESK}/{honey.number}/lien-he", form_at=DESK).status_code == 303
    shown = operator.get(address).text
    assert "0900 000 123" in shown
    assert "ngõ 12" in shown
    assert f"looked at the contact of order {honey.number}" in caplog.text


def test_what_was_shown_of_one_order_shows_nothing_of_another(operator: Client, honey: Order, eggs: Order) -> None:
    operator.send(f"{DESK}/{honey.number}/lien-he", form_at=DESK)
    assert "0900 000 123" not in operator.get(f"{DESK}?don={eggs.number}").text


def test_cancelling_returns_the_goods_and_tells_why(operator: Client, honey: Order) -> None:
    page = f"{DESK}/{honey.number}/huy"
    assert "Hàng về lại kho của nơi bán ngay" in operator.get(page).text
    response = operator.send(page, {"reason": "Người mua gọi xin hủy"}, form_at=page)
    assert response.status_code == 303
    after = operator.get(response.location).text
    assert "Người mua gọi xin hủy" in after
    assert "Đã hủy" in after
    assert stock.left_of([honey.lines[0].variant_id]) == {honey.lines[0].variant_id: 10}


def test_cancelling_needs_a_reason(operator: Client, honey: Order) -> None:
    page = f"{DESK}/{honey.number}/huy"
    response = operator.send(page, {"reason": "  "}, form_at=page)
    assert response.status_code == 422
    assert "Chọn một lý do, hoặc viết vài chữ." in response.text
    assert db.session.get_one(Order, honey.id).state == OrderState.PLACED


def test_a_reason_that_is_too_long_is_kept_on_the_screen(operator: Client, honey: Order) -> None:
    page = f"{DESK}/{honey.number}/huy"
    response = operator.send(page, {"reason": "lý do " * 100}, form_at=page)
    assert response.status_code == 422
    assert "lý do lý do" in response.text


def test_an_order_cancelled_meanwhile_is_not_cancelled_twice(operator: Client, cast: Cast, honey: Order) -> None:
    page = f"{DESK}/{honey.number}/huy"
    token = operator.token(page)
    orders.cancel(honey, by=cast.owner_a, role=ActorRole.SELLER, reason="Hết hàng")
    response = operator.post(page, data={"csrf_token": token, "reason": "Người mua gọi"})
    assert response.status_code == 409
    assert "Đơn đã đổi trạng thái" in response.text
    assert stock.left_of([honey.lines[0].variant_id]) == {honey.lines[0].variant_id: 10}


def test_nobody_but_operators_sees_the_desk(client: Client, cast: Cast, honey: Order) -> None:
    assert client.get(DESK).status_code == 303
    for person in (cast.buyer, cast.owner_a):
        visitor = people.signed_in(client.application.test_client(), person)
        assert visitor.get(DESK).status_code == 404
        assert visitor.send(f"{DESK}/{honey.number}/huy", {"reason": "x"}).status_code == 404
        assert visitor.send(f"{DESK}/{honey.number}/lien-he").status_code == 404
        assert visitor.get(f"{DESK}/xuat.csv").status_code == 404


def test_get_and_head_change_nothing(operator: Client, honey: Order) -> None:
    operator.head(f"{DESK}/{honey.number}/huy")
    assert operator.get(f"{DESK}/{honey.number}/lien-he").location == DESK
    assert db.session.get_one(Order, honey.id).state == OrderState.PLACED


def test_the_number_of_statements_does_not_grow_with_the_orders(operator: Client, cast: Cast) -> None:
    honey = factories.product(cast.seller_a, left=200)
    factories.order(honey)
    with counted() as few:
        operator.get(DESK)
    for _ in range(20):
        factories.order(honey)
    with counted() as many:
        operator.get(DESK)
    assert len(many) == len(few) <= 13


def test_a_number_full_of_rubbish_opens_no_order(operator: Client) -> None:
    assert operator.get("/van-hanh/don?don=2611%00").status_code == 404
