"""The link about goods that are short, for somebody who has paid already, and where the order holds nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace import audit, orders, payments
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.orders import Shortage
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.stock import left_of
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.work import queued_mails

PAID_FIRST = (PaymentMethod.TRANSFER, PaymentMethod.CARD)


@pytest.fixture
def two_packs(cast: Cast) -> Product:
    """A jar for 165,000 dong, and a smaller one for 90,000."""
    made = factories.product(cast.seller_a, "Mật ong", left=10)
    made.variants.append(factories.pack(2, pack_vi="Hũ 250 ml", content_amount=250, gross_grams=450, price_vnd=90_000))
    db.session.flush()
    factories.lot(made.variants[1], 10)
    return made


def ordered(product: Product, quantity: int = 3, paying: PaymentMethod = PaymentMethod.TRANSFER) -> Order:
    """Being packed, with nothing else in it; where the money comes first, it has come."""
    made = factories.confirmed((product.variants[0], quantity), paying=paying)
    made.purchase.email = "khach@example.test"
    db.session.commit()
    return made


def ask(order: Order, plan: str = "part", there: int = 2, **more: object) -> str:
    """The address of the link."""
    with transaction():
        locked = orders.get_order(order.number, lock=True)
        token = orders.ask(locked, "take-1", there=there, plan=plan, by=None, **more).token  # type: ignore[arg-type]  # mixed keywords
    return f"/tra-loi/{token}"


def pack(order: Order) -> None:
    with transaction():
        orders.pack(orders.get_order(order.number, lock=True), by=None)


def run_out() -> None:
    with pretending(now() + timedelta(hours=13)), transaction():
        orders.lapse_overdue()


def refunds(order: Order) -> list[int]:
    return [refund.amount_vnd for refund in payments.refunds_of(order.purchase)]


def fresh(order: Order) -> Order:
    db.session.expire_all()
    return order


@pytest.mark.parametrize("paying", PAID_FIRST)
def test_who_has_paid_reads_what_comes_back_and_gets_it_when_the_parcel_is_packed(
    client: Client, two_packs: Product, paying: PaymentMethod
) -> None:
    order = ordered(two_packs, paying=paying)
    paid_vnd = order.total_vnd
    url = ask(order)
    assert "Tiền đã trả thừa được hoàn lại." in client.get(url).text
    client.send(url, {"dong-y": "1"})
    too_much_vnd = paid_vnd - fresh(order).total_vnd
    answered = client.get(url).text
    assert "Sẽ hoàn lại cho bạn:" in answered
    assert "Trả khi nhận" not in answered
    assert (too_much_vnd > 0, refunds(order)) == (True, [])
    pack(order)
    assert refunds(fresh(order)) == [too_much_vnd]
    assert audit.check(db.session()) == []


@pytest.mark.parametrize("paying", PAID_FIRST)
def test_a_paid_order_that_is_called_off_by_the_answer_gives_everything_back(
    client: Client, two_packs: Product, paying: PaymentMethod
) -> None:
    order = ordered(two_packs, paying=paying)
    paid_vnd = order.total_vnd
    client.send(ask(order), {"dong-y": "0"})
    assert fresh(order).state == OrderState.CANCELLED
    assert refunds(order) == [paid_vnd]
    assert left_of([two_packs.variants[0].id]) == {two_packs.variants[0].id: 9}, "the two that are there"
    mail = next(mail for mail in queued_mails() if "đã hủy" in mail.subject)
    assert "tiền đã trả cho đơn sẽ được hoàn lại" in mail.body
    assert "không phải trả tiền" not in mail.body
    assert audit.check(db.session()) == []


def test_a_paid_order_nobody_answers_about_gives_the_missing_part_back(client: Client, two_packs: Product) -> None:
    order = ordered(two_packs)
    paid_vnd = order.total_vnd
    url = ask(order)
    run_out()
    assert "Đã hết giờ trả lời, nên phần thiếu được hủy" in client.get(url).text
    pack(order)
    assert refunds(fresh(order)) == [paid_vnd - order.total_vnd]
    assert audit.check(db.session()) == []


def test_where_the_order_holds_nothing_else_no_says_what_it_does(client: Client, two_packs: Product) -> None:
    page = client.get(ask(ordered(two_packs, paying=PaymentMethod.COD))).text
    assert "Không, hủy cả đơn" in page
    assert "phần đang có vẫn gửi" in page
    assert "Tiền đã trả" not in page


def test_where_nothing_is_there_silence_calls_the_order_off_and_says_so(client: Client, two_packs: Product) -> None:
    order = ordered(two_packs, 2, paying=PaymentMethod.COD)
    url = ask(order, "replace", there=0, ref=two_packs.variants[1].ref, quantity=1)
    page = client.get(url).text
    assert "Không trả lời đến lúc ấy: cả đơn được hủy." in page
    assert "Không trả lời thì cả đơn được hủy." in queued_mails()[-1].body
    run_out()
    ended = client.get(url).text
    assert "Đã hết giờ trả lời, mà không còn gì để gửi." in ended
    assert "bạn không phải trả tiền" in ended
    assert "phần còn lại được gửi" not in ended
    assert fresh(order).state == OrderState.CANCELLED


@pytest.mark.parametrize("form", [{}, {"dong-y": ""}, {"dong-y": "co"}])
def test_a_form_without_an_answer_decides_nothing(client: Client, two_packs: Product, form: dict[str, str]) -> None:
    order = ordered(two_packs)
    url = ask(order)
    answer = client.send(url, form)
    assert (answer.status_code, "Bấm một trong hai nút" in answer.text) == (400, True)
    assert db.session.scalars(select(Shortage.outcome)).one() is None
    assert fresh(order).state == OrderState.CONFIRMED


def test_a_neighbour_with_a_link_of_their_own_reaches_no_other_order(client: Client, two_packs: Product) -> None:
    mine, theirs = ordered(two_packs), ordered(two_packs)
    url, other = ask(mine), ask(theirs)
    client.send(other, {"dong-y": "1"})
    assert "Bạn đã đồng ý" in client.get(other).text
    assert mine.number in client.get(url).text
    assert theirs.number not in client.get(url).text
    assert fresh(mine).lines[0].quantity == 3
