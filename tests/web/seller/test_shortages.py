"""Goods that are short: the packer proposes, the buyer answers by the link of a mail, and both sides are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace import audit
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.job_handlers import BY_THE_CLOCK
from marketplace.jobs import Job
from marketplace.jobs.schedule import TIMETABLE
from marketplace.orders import Shortage, lapse_overdue
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.web.seller.test_packing import ALL, page_of, send, state_of

Ask = Callable[..., str]


@pytest.fixture
def honey_in_two(cast: Cast) -> Product:
    made = factories.product(cast.seller_a, "Mật ong", left=10)
    made.variants.append(factories.pack(2, pack_vi="Hũ 250 ml", pack_en="250 ml jar", price_vnd=90_000))
    db.session.flush()
    factories.lot(made.variants[1], 10)
    return made


@pytest.fixture
def order(cast: Cast, honey_in_two: Product) -> Order:
    paste = factories.product(cast.seller_a, "Tương ớt", price_vnd=50_000)
    made = factories.confirmed((honey_in_two.variants[0], 3), (paste.variants[0], 1))
    made.purchase.email = "khach@example.test"
    made.seller.email = "shop@example.test"
    db.session.flush()
    return made


def ask(client: Client, order: Order, **form: str) -> tuple[int, str]:
    answer = client.send(f"{page_of(order)}/thieu?mon=take-1", {"there": "2", "plan": "part", **form})
    return answer.status_code, answer.location or answer.text


def link(order: Order) -> str:
    token = db.session.scalars(select(Shortage.token).where(Shortage.order_id == order.id)).one()
    return f"/tra-loi/{token}"


def mails() -> list[tuple[str, str, str]]:
    found = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
    return [(job.payload["recipient"], job.payload["subject"], job.payload["body"]) for job in found]


def test_the_checklist_leads_to_the_question(packer: Client, order: Order) -> None:
    page = packer.get(page_of(order)).text
    assert f'href="{page_of(order)}/thieu?mon=take-1"' in page
    form = packer.get(f"{page_of(order)}/thieu?mon=take-1").text
    assert "Khách đặt 3" in form
    assert "Hũ 250\xa0ml, 90.000\xa0₫, còn 10" in form
    assert "Hủy món này, gửi các món còn lại" in form
    assert packer.get(f"{page_of(order)}/thieu?mon=close").status_code == 303


def test_the_buyer_is_asked_by_mail_and_the_parcel_waits(packer: Client, order: Order) -> None:
    assert ask(packer, order) == (303, page_of(order))
    recipient, subject, body = mails()[-1]
    assert (recipient, subject) == ("khach@example.test", f"Đơn {order.number} thiếu hàng: bạn muốn sao?")
    assert link(order) in body
    assert "bạn đặt 3, nơi bán chỉ có 2" in body
    page = packer.get(page_of(order)).text
    assert "Đang chờ người mua trả lời" in page
    assert "Thiếu hàng?" not in page
    status, page = send(packer, order, "take-1", "take-2", "close", "label")
    assert status in {400, 409}
    assert state_of(order) == OrderState.CONFIRMED


def test_the_buyer_says_yes_without_an_account(packer: Client, order: Order, client: Client) -> None:
    ask(packer, order)
    url = link(order)
    page = client.get(url)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "Chỉ gửi 2, bớt 165.000\xa0₫ tiền hàng?" in page.text
    assert client.send(url, {"dong-y": "1"}).location == url
    assert "Bạn đã đồng ý" in client.get(url).text
    assert [(to, subject) for to, subject, _ in mails()[-2:]] == [
        ("khach@example.test", f"Đơn {order.number}: phần thiếu đã xong"),
        ("shop@example.test", f"Đơn {order.number}: gói tiếp được rồi"),
    ]
    seller = packer.get(f"/ban-hang/don/{order.number}").text
    assert "Đặt 3, thiếu 1." in seller
    assert "Người mua đồng ý về món thiếu: Mật ong" in seller
    assert audit.check(db.session()) == []


def test_the_buyer_says_no_and_a_late_answer_is_told_kindly(packer: Client, order: Order, client: Client) -> None:
    ask(packer, order)
    url = link(order)
    client.send(url, {"dong-y": "0"})
    late = client.send(url, {"dong-y": "1"})
    assert late.status_code == 409
    assert "Câu hỏi này đã xong rồi" in late.text
    track = client.get(f"/don/{order.purchase.token}").text
    assert "Đã hủy món này, không tính tiền: đặt 3." in track
    assert audit.check(db.session()) == []


def test_the_tracking_page_leads_to_the_open_question(packer: Client, order: Order, client: Client) -> None:
    track = f"/don/{order.purchase.token}"
    assert "Nơi bán hỏi bạn" not in client.get(track).text
    ask(packer, order)
    assert f'href="{link(order)}"' in client.get(track).text


def test_without_an_answer_the_safe_choice_is_made_by_the_clock(packer: Client, order: Order) -> None:
    ask(packer, order)
    assert {"awaited_answers"} <= TIMETABLE.keys() & BY_THE_CLOCK.keys()
    with pretending(now() + timedelta(hours=13)), transaction():
        assert lapse_overdue() == 1
    assert order.lines[0].quantity == 2
    assert "Hết giờ trả lời, phần thiếu đã hủy." in mails()[-1][2]
    assert send(packer, order, *ALL, xong="")[0] in {303, 400, 409}


def test_another_pack_is_offered_and_named(packer: Client, order: Order, honey_in_two: Product, client: Client) -> None:
    ref = honey_in_two.variants[1].ref
    assert ask(packer, order, plan="replace", ref=ref, quantity="2")[0] == 303
    page = client.get(link(order)).text
    assert "Gửi 2 × hũ 250\xa0ml thay phần thiếu, không phải trả thêm?" in page
    client.send(link(order), {"dong-y": "1"})
    assert "Gói thay phần thiếu." in packer.get(f"/ban-hang/don/{order.number}").text


def test_the_question_can_be_withdrawn(packer: Client, order: Order, client: Client) -> None:
    ask(packer, order)
    packer.send(f"{page_of(order)}/thieu/rut")
    assert "nơi bán đã thôi hỏi" in client.get(link(order)).text
    assert order.lines[0].quantity == 3
    again = packer.send(f"{page_of(order)}/thieu/rut")
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"there": ""}, "Số"),
        ({"there": "3"}, "Số đang có phải từ 0 đến 2"),
        ({"there": "hai"}, "Số"),
        ({"plan": ""}, "Chọn một cách"),
        ({"plan": "gift"}, "Chọn một cách"),
        ({"there": "0"}, "Không còn cái nào thì không gửi một phần được"),
        ({"plan": "replace", "ref": "none", "quantity": "1"}, "Gói thay không đủ số đó"),
        ({"plan": "replace", "ref": "", "quantity": ""}, "Gói thay không đủ số đó"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(
    packer: Client, order: Order, form: dict[str, str], sentence: str
) -> None:
    status, page = ask(packer, order, **form)
    assert status in {400, 409}
    assert sentence in page
    assert not db.session.scalars(select(Shortage)).all()


def test_another_shop_and_a_made_up_link_find_nothing(stranger: Client, order: Order, client: Client) -> None:
    assert ask(stranger, order)[0] == 404
    assert stranger.send(f"{page_of(order)}/thieu/rut").status_code == 404
    assert client.get("/tra-loi/khong-co").status_code == 404
    assert client.send("/tra-loi/khong-co", {"dong-y": "1"}).status_code == 404


def test_the_packer_reads_when_nobody_could_tell_the_buyer_and_whom_to_call(packer: Client, order: Order) -> None:
    untold, call = "Gọi khách, dặn mở trang theo dõi đơn để trả lời.", f'href="tel:{order.purchase.phone}"'
    ask(packer, order)
    page = packer.get(page_of(order)).text
    assert (untold in page, call in page) == (False, True)
    order.purchase.email = None
    db.session.flush()
    page = packer.get(page_of(order)).text
    assert (untold in page, call in page) == (True, True)


def test_a_buyer_without_an_address_gets_a_text_message(packer: Client, order: Order, texts: object) -> None:
    order.purchase.email = None
    db.session.flush()
    ask(packer, order)
    sent = db.session.scalars(select(Job).where(Job.kind == "sms")).all()
    assert link(order) in sent[-1].payload["text"]
