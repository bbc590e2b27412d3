from datetime import timedelta

import pytest
import time_machine
from werkzeug.test import TestResponse

from marketplace import orders, payments
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.orders.models import Order
from marketplace.orders.reasons import BUYERS
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.payments.states import TIME_TO_PAY
from marketplace.stock import left_of
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.web.storefront.shopping import order, put
from tests.work import work


@pytest.fixture
def bought(client: Client, honey: Product) -> Order:
    """Two jars, just ordered by a guest."""
    put(client, honey, 2)
    assert order(client).status_code == 303
    return db.session.query(Order).one()


def path_of(bought: Order) -> str:
    return f"/don/{bought.purchase.token}"


def ship(bought: Order, cast: Cast) -> None:
    orders.confirm(bought, by=cast.owner_a)
    orders.pack(bought, by=cast.owner_a)
    orders.ship(bought, by=cast.owner_a, carrier="Bưu điện", tracking_number="VN2611773")


def cancel(client: Client, bought: Order, reason: str = "đặt nhầm cỡ") -> TestResponse:
    form = {f"{bought.number}-reason": reason}
    return client.send(f"{path_of(bought)}/{bought.number}/huy", form)


def test_the_secret_link_shows_where_the_parcel_is(client: Client, cast: Cast, bought: Order) -> None:
    page = client.get(path_of(bought)).text
    assert "Chờ nơi bán nhận" in page
    assert "Còn phải trả khi nhận:" in page
    ship(bought, cast)
    page = client.get(path_of(bought)).text
    assert "Đang giao" in page
    assert "VN2611773" in page


def test_how_far_a_parcel_is_stands_there_once(client: Client, cast: Cast, bought: Order) -> None:
    page = client.get(path_of(bought)).text
    closed = page.index("<details", page.index('class="steps"'))
    assert closed < page.index('class="tl"') < page.index("</details>", closed)


def test_who_pays_first_sees_that_the_money_is_awaited_and_when_the_time_ran_out(
    client: Client, honey: Product
) -> None:
    waiting = factories.order(honey, paying=PaymentMethod.TRANSFER)
    page = client.get(path_of(waiting)).text
    assert "Chờ thanh toán" in page
    assert "Hủy phần hàng này" in page
    with transaction():
        payments.expire(payments.get_purchase(waiting.purchase.code))
    assert "hệ thống: Quá hạn thanh toán" in client.get(path_of(waiting)).text
    assert "The time to pay ran out" in client.get(path_of(waiting), headers={"Accept-Language": "en"}).text


def test_the_last_jar_is_for_sale_again_when_its_buyer_has_not_paid_in_time(client: Client, cast: Cast) -> None:
    last = factories.product(cast.seller_a, left=1)
    waiting = factories.order(last, quantity=1, paying=PaymentMethod.TRANSFER)
    assert "Tạm hết" in client.get(f"/p/{last.slug}").text
    with time_machine.travel(now() + TIME_TO_PAY, tick=False):
        work("awaited_money")
        assert "Tạm hết" not in client.get(f"/p/{last.slug}").text
        assert "Quá hạn trả" in client.get(path_of(waiting)).text


def test_what_is_still_due_shrinks_with_each_parcel(client: Client, cast: Cast, bought: Order) -> None:
    assert f"{bought.total_vnd:,}".replace(",", ".") in client.get(path_of(bought)).text
    ship(bought, cast)
    client.send(f"{path_of(bought)}/{bought.number}/da-nhan")
    assert "Không còn gì phải trả." in client.get(path_of(bought)).text
    assert bought.purchase.payment_state == "paid"


def test_reloading_the_confirmation_orders_nothing_again(client: Client, bought: Order) -> None:
    for _ in range(2):
        assert bought.purchase.code in client.get(f"{path_of(bought)}/xong").text
    assert db.session.query(Order).count() == 1


def test_private_pages_stay_out_of_search_engines_and_caches(client: Client, bought: Order) -> None:
    headers = client.get(path_of(bought)).headers
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("token", ["nothing", "x" * 300, "%00"])
def test_a_wrong_link_is_not_found(client: Client, cast: Cast, token: str) -> None:
    assert client.get(f"/don/{token}").status_code == 404
    assert client.get(f"/don/{token}/xong").status_code == 404


def test_the_buyer_cancels_before_the_seller_accepts(client: Client, honey: Product, bought: Order) -> None:
    assert cancel(client, bought).status_code == 303
    assert "người mua: đặt nhầm cỡ" in client.get(path_of(bought)).text
    assert "Không còn gì phải trả." in client.get(path_of(bought)).text
    assert left_of([honey.variants[0].id]) == {honey.variants[0].id: 10}


def test_five_ready_reasons_are_offered_and_one_of_them_is_enough(client: Client, bought: Order) -> None:
    page = client.get(path_of(bought)).text
    assert page.count(f'name="{bought.number}-ready"') == len(BUYERS) == 5
    form = {f"{bought.number}-ready": BUYERS[0]}
    assert client.send(f"{path_of(bought)}/{bought.number}/huy", form).status_code == 303
    assert f"người mua: {BUYERS[0]}" in client.get(path_of(bought)).text
    in_english = client.get(path_of(bought), headers={"Accept-Language": "en"}).text
    assert "buyer: Ordered the wrong product, size or quantity" in in_english


def test_a_reason_that_is_none_of_those_is_none(client: Client, bought: Order) -> None:
    form = {f"{bought.number}-ready": "<b>"}
    assert client.send(f"{path_of(bought)}/{bought.number}/huy", form).status_code == 422


def test_after_one_parcel_is_called_off_the_rest_is_shown_with_its_deduction(
    client: Client, honey: Product, eggs: Product
) -> None:
    put(client, honey, 2)
    put(client, eggs, 1)
    order(client)
    first, second = db.session.query(Order).order_by(Order.number)
    assert cancel(client, second).status_code == 303
    page = client.get(path_of(first)).text
    assert "Đã hủy phần hàng này. Còn phải trả 360.000\u00a0₫ cho phần còn lại." in page
    money = page.split('id="money"', 1)[1].split("</section>", 1)[0]
    assert 'Phần đã hủy</dt><dd class="num">−68.000\u00a0₫' in money
    assert 'Còn lại</dt><dd class="tot num">360.000\u00a0₫' in money
    cancel(client, first)
    assert "Đã hủy phần hàng này. Không phải trả gì." in client.get(path_of(first)).text


def test_a_parcel_that_goes_by_coach_says_whom_to_call(client: Client, cast: Cast, bought: Order) -> None:
    orders.confirm(bought, by=cast.owner_a)
    orders.pack(bought, by=cast.owner_a)
    orders.ship(bought, by=cast.owner_a, carrier="Nhà xe Hải Vân", tracking_number="0912 345 678")
    page = client.get(path_of(bought)).text
    assert 'Nhà xe Hải Vân <a class="num" href="tel:0912345678">0912 345 678</a>' in page
    assert "Mã vận đơn" not in page


def test_cancelling_needs_a_reason(client: Client, bought: Order) -> None:
    answer = cancel(client, bought, "  ")
    assert answer.status_code == 422
    assert "Chọn một lý do, hoặc viết vài chữ." in answer.text
    assert bought.state == OrderState.PLACED


def test_once_the_seller_has_accepted_the_buyer_cannot_cancel_alone(client: Client, cast: Cast, bought: Order) -> None:
    orders.confirm(bought, by=cast.owner_a)
    answer = cancel(client, bought)
    assert answer.status_code == 409
    assert "Đơn đã đổi trạng thái" in answer.text
    assert "Đang đóng gói" in answer.text
    assert db.session.get(Order, bought.id).state == OrderState.CONFIRMED


def test_the_buyer_says_that_it_arrived(client: Client, cast: Cast, honey: Product, bought: Order) -> None:
    ship(bought, cast)
    path = f"{path_of(bought)}/{bought.number}/da-nhan"
    assert client.send(path).status_code == 303
    assert "Đã giao" in client.get(path_of(bought)).text
    assert db.session.get(Product, honey.id).sold_units == 2
    assert client.send(path).status_code == 303
    assert db.session.get(Product, honey.id).sold_units == 2, "said twice it counts once"


def test_a_parcel_that_is_not_on_the_road_cannot_have_arrived(client: Client, bought: Order) -> None:
    assert client.send(f"{path_of(bought)}/{bought.number}/da-nhan").status_code == 409


def test_somebody_elses_parcel_is_not_found_behind_my_link(client: Client, bought: Order, eggs: Product) -> None:
    other = factories.order(eggs)
    for step in ("huy", "da-nhan"):
        path = f"{path_of(bought)}/{other.number}/{step}"
        answer = client.send(path, {f"{other.number}-reason": "không"})
        assert answer.status_code == 404
    assert db.session.get(Order, other.id).state == OrderState.PLACED


def find(client: Client, phone: str, code: str) -> TestResponse:
    return client.send("/don", {"phone": phone, "code": code})


def test_phone_and_code_lead_to_the_order(client: Client, bought: Order) -> None:
    code = bought.purchase.code
    for typed in (code, code.lower(), code.replace("-", " "), f" {bought.number} "):
        assert find(client, "0912.345.678", typed).headers["Location"] == path_of(bought)


def test_a_wrong_pair_does_not_tell_which_half_is_wrong(client: Client, bought: Order) -> None:
    sentence = "Không có đơn nào khớp cả số điện thoại lẫn mã."
    for phone, code in (("0912 345 679", bought.purchase.code), ("0912 345 678", "2611-AAAAA"), ("0912 345 678", "%")):
        answer = find(client, phone, code)
        assert answer.status_code == 422
        assert sentence in answer.text


def test_guessing_codes_is_slowed_down(client: Client, cast: Cast) -> None:
    answers = [find(client, "0912 345 678", f"2611-AAAA{letter}").status_code for letter in "ABCDEFGHJKM"]
    assert answers == [422] * 10 + [429]


def test_guessing_the_codes_of_one_phone_number_from_everywhere_is_slowed_down(client: Client, cast: Cast) -> None:
    def guess(number: int) -> int:
        client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
        return find(client, ("0912 345 678", "+84 912.345.678")[number % 2], "2611-AAAAA").status_code

    assert [guess(number) for number in range(11)] == [422] * 10 + [429]
    assert find(client, "0912 345 679", "2611-AAAAA").status_code == 422


def test_my_orders_begin_with_the_newest(client: Client, cast: Cast, honey: Product) -> None:
    with pretending(now() + timedelta(days=1)):
        latest = factories.purchase((honey.variants[0], 1), buyer=cast.buyer)
    earlier = factories.purchase((honey.variants[0], 1), buyer=cast.buyer)
    page = people.signed_in(client, cast.buyer).get("/tai-khoan/don").text
    assert page.index(latest.code) < page.index(earlier.code)
