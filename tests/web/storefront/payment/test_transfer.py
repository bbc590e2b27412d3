"""A buyer pays by transfer: what the pages say before, while and after the money comes, and to whom."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
import zxingcpp
from PIL import Image

from marketplace import payments
from marketplace.banking import vietqr_reader
from marketplace.banking.references import reference
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.orders.models import Purchase
from marketplace.orders.states import OrderState, PaymentState
from marketplace.stock import left_of
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.statements import counted
from tests.web.storefront.shopping import checkout_form, order, put
from tests.work import queued_mails

pytestmark = pytest.mark.smoke
HOLD = timedelta(minutes=30)


@pytest.fixture
def at(client: Client, honey: Product, eggs: Product) -> str:
    """Honey and eggs are ordered, to be paid by transfer: the address of the page to pay them."""
    put(client, honey, 2)
    put(client, eggs, 1)
    placed = order(client, payment="transfer", email="mau@example.test")
    assert placed.status_code == 303
    return placed.headers["Location"]


def bought() -> Purchase:
    purchase = db.session.query(Purchase).order_by(Purchase.id).first()
    assert purchase
    db.session.refresh(purchase)
    return purchase


def pay(amount_vnd: int) -> None:
    code = bought().code
    with transaction():
        payments.receive(payments.get_purchase(code), amount_vnd)


def run_out() -> None:
    with transaction():
        payments.expire_overdue()


def states() -> set[str]:
    return {order.state for order in bought().orders}


def test_the_checkout_says_what_each_way_means_in_sums(client: Client, honey: Product, eggs: Product) -> None:
    put(client, honey, 2)
    put(client, eggs, 1)
    client.send("/noi-nhan", {"pick": "00004"}, form_at="/noi-nhan")
    page = client.get("/dat-hang").text
    for said in (
        "Một lần 428.000\u00a0₫. Người giao không thu gì",
        "2 lần: 360.000\u00a0₫ + 68.000\u00a0₫",
        "Trả người giao",
    ):
        assert said in page
    for button in ("Đặt hàng, trả khi nhận", "Đặt hàng, lấy mã QR"):
        assert page.count(f">{button}</span>") == 2  # beside the sums, and within the reach of a thumb


def test_the_page_shows_the_exact_transfer(client: Client, at: str) -> None:
    page = client.get(at).text
    memo = reference(bought().code)
    for said in (
        "Chờ tiền về, giữ hàng đến ",
        "Còn 30 phút.",
        "428.000\u00a0₫",
        memo,
        "0000 0000 2026",
        "Ngân hàng Mẫu",
    ):
        assert said in page
    assert 'data-copy="428000"' in page
    assert f'data-copy="{memo}"' in page
    assert states() == {OrderState.AWAITING_PAYMENT}


def test_the_picture_to_save_says_the_same(client: Client, at: str) -> None:
    answer = client.get(f"{at}/ma-qr.png")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="Gui-{bought().code}-428000.png"'
    (found,) = zxingcpp.read_barcodes(Image.open(BytesIO(answer.data)))
    memo = reference(bought().code)
    assert vietqr_reader.read(found.text) == ("000000", "000000002026", "QRIBFTTA", 428_000, memo)


def test_the_whole_sum_places_the_order_and_says_what_is_next(client: Client, at: str) -> None:
    before = client.get(f"{at}/tinh-hinh").json
    pay(428_000)
    assert client.get(f"{at}/tinh-hinh").json["standing"] != before["standing"]
    page = client.get(at).text
    for said in ("Đã nhận 428.000\u00a0₫", "đã báo cho 2 nơi bán", "Người giao không thu tiền", "Trong 48 giờ"):
        assert said in page
    assert states() == {OrderState.PLACED}
    assert "Còn phải trả" not in client.get(at.removesuffix("/tra-tien")).text


def test_too_little_leaves_the_rest_to_be_transferred(client: Client, at: str) -> None:
    pay(400_000)
    page = client.get(at).text
    for said in ("Còn thiếu 28.000\u00a0₫", "Đã nhận 400.000\u00a0₫", 'data-copy="28000"', "400.000\u00a0₫</dd>"):
        assert said in page
    assert reference(bought().code) in page
    tracked = client.get(at.removesuffix("/tra-tien")).text
    assert "Còn thiếu 28.000\u00a0₫" in tracked
    pay(28_000)
    assert "Đã nhận 428.000\u00a0₫" in client.get(at).text


def test_whoever_paid_too_little_may_give_up(client: Client, at: str) -> None:
    pay(400_000)
    answer = client.send(f"{at}/thoi", form_at=at)
    assert answer.headers["Location"] == at.removesuffix("/tra-tien")
    assert states() == {OrderState.CANCELLED}
    assert [refund.amount_vnd for refund in payments.refunds_of(bought())] == [400_000]
    assert client.get(at).headers["Location"] == at.removesuffix("/tra-tien")


def test_after_its_time_the_goods_may_be_kept_once_more(client: Client, at: str, honey: Product) -> None:
    pack = honey.variants[0].id
    before = left_of([pack])[pack]
    with time_machine.travel(now() + HOLD, tick=False):
        assert "Chưa thấy tiền, hàng hết giữ" in client.get(at).text
        run_out()
        page = client.get(at).text
        assert "Hết giờ giữ lúc " in page
        assert "Tiền không mất." in page
        assert left_of([pack])[pack] > before
        assert client.send(f"{at}/giu-lai", form_at=at).headers["Location"] == at
        assert "Còn 30 phút." in client.get(at).text
        assert (states(), left_of([pack])[pack]) == ({OrderState.AWAITING_PAYMENT}, before)


def test_goods_that_are_sold_meanwhile_are_said_to_be_gone(
    client: Client, at: str, honey: Product, eggs: Product
) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        run_out()
        for product in (honey, eggs):
            pack = product.variants[0]
            factories.purchase((pack, left_of([pack.id])[pack.id]))
        answer = client.send(f"{at}/giu-lai", form_at=at)
        assert answer.status_code == 409
        assert "Không giữ lại được" in answer.text
    assert states() == {OrderState.CANCELLED}


def test_a_day_later_only_a_new_order_helps(client: Client, at: str) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        run_out()
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        page = client.get(at).text
        assert "đặt đơn mới" in page
        assert "Giữ hàng lại" not in page


def test_money_that_comes_late_is_not_lost(client: Client, at: str) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        run_out()
        pay(428_000)
        assert states() == {OrderState.PLACED}
        assert "Đã nhận 428.000\u00a0₫" in client.get(at).text


def test_it_may_be_paid_at_the_door_instead(client: Client, at: str) -> None:
    assert "Trả tiền thế nào?" in client.get(f"{at}/cach").text
    answer = client.send(f"{at}/cach", {"payment": "cod"}, form_at=f"{at}/cach")
    assert answer.headers["Location"].endswith("/xong")
    assert "Chuẩn bị sẵn tiền mặt" in client.get(answer.headers["Location"]).text
    assert (states(), bought().payment_state) == ({OrderState.PLACED}, PaymentState.DUE)
    assert client.get(at).status_code == 303


def test_what_may_not_be_paid_at_the_door_is_said_beside_the_ways(client: Client, cast: Cast) -> None:
    put(client, factories.product(cast.seller_a, price_vnd=6_000_000), 2)
    at = order(client, payment="transfer", email="mau@example.test").headers["Location"]
    answer = client.send(f"{at}/cach", {"payment": "cod"}, form_at=f"{at}/cach")
    assert answer.status_code == 422
    assert "Lần đầu mua, trả tiền mặt khi nhận được tối đa 10.000.000" in answer.text
    assert (states(), bought().payment_method) == ({OrderState.AWAITING_PAYMENT}, "transfer")


def test_a_way_that_is_not_offered_changes_nothing(client: Client, at: str) -> None:
    answer = client.send(f"{at}/cach", {"payment": "card"}, form_at=f"{at}/cach")
    assert answer.status_code == 422
    assert bought().payment_method == "transfer"


def test_once_money_has_come_the_way_stays(client: Client, at: str) -> None:
    pay(1_000)
    assert client.get(f"{at}/cach").status_code == 303
    assert client.send(f"{at}/cach", {"payment": "cod"}, form_at=at).status_code == 409
    assert bought().payment_method == "transfer"


def test_a_double_click_awaits_one_transfer(client: Client, honey: Product) -> None:
    put(client, honey)
    form = checkout_form(client, payment="transfer", email="mau@example.test")
    first, second = (client.post("/dat-hang", data=form).headers["Location"] for _ in range(2))
    assert first == second
    assert db.session.query(Purchase).count() == 1
    assert len(payments.attempts_of(bought())) == 1
    assert len(queued_mails()) == 1


@pytest.mark.parametrize("path", ["", "/tinh-hinh", "/ma-qr.png", "/cach"])
def test_without_the_link_nobody_sees_it(client: Client, at: str, cast: Cast, path: str) -> None:
    people.signed_in(client, cast.neighbour)
    wrong = at.replace(at.split("/")[2], "x" * 32)
    assert client.get(wrong + path).status_code == 404
    answer = client.get(at + path)
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/giu-lai", "/thoi", "/cach"])
def test_without_the_link_nobody_changes_it(client: Client, at: str, path: str) -> None:
    wrong = at.replace(at.split("/")[2], "x" * 32)
    assert client.send(wrong + path, {"payment": "cod"}, form_at=f"{at}/cach").status_code == 404
    assert states() == {OrderState.AWAITING_PAYMENT}


def test_mails_say_what_is_awaited_missing_and_over(client: Client, at: str) -> None:
    awaited = queued_mails()[-1].body
    assert reference(bought().code) in awaited
    assert at in awaited
    pay(400_000)
    assert "còn thiếu 28.000\u00a0₫" in queued_mails()[-1].body
    pay(28_000)
    subjects = [mail.subject for mail in queued_mails() if mail.recipient == "mau@example.test"]
    assert subjects[-1] == f"Đã nhận đơn {bought().code}"
    placed = next(mail.body for mail in queued_mails() if mail.subject == subjects[-1])
    assert "Người giao không thu tiền." in placed


def test_the_mail_after_the_time_says_that_money_is_not_lost(client: Client, at: str) -> None:
    with time_machine.travel(now() + HOLD, tick=False):
        run_out()
    assert "Tiền không mất" in queued_mails()[-1].body


@pytest.mark.parametrize(("path", "most"), [("", 9), ("/tinh-hinh", 2), ("/ma-qr.png", 8), ("/cach", 8)])
def test_the_pages_ask_no_more_than_this(client: Client, at: str, path: str, most: int) -> None:
    client.get(at + path)
    with counted() as statements:
        client.get(at + path)
    assert len(statements) <= most
