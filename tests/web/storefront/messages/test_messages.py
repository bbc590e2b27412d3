"""Buyers and shops write to each other, in the pages of both; strangers read nothing, operators what was reported."""

from collections.abc import Callable
from io import BytesIO

from werkzeug.test import TestResponse

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.messages import Thread
from marketplace.orders.models import Order
from tests import factories
from tests.client import Client
from tests.people import Cast
from tests.photographs import from_a_phone
from tests.work import queued_mails, work

SignIn = Callable[[User], Client]


def say(client: Client, at: str, body: str = "Còn hàng không?", **more: object) -> TestResponse:
    return client.send(at, {"body": body, **more}, form_at=at)


def the_thread() -> Thread:
    db.session.expire_all()
    return db.session.query(Thread).one()


def placed(cast: Cast, honey: Product) -> tuple[Order, str]:
    order = factories.order(honey)
    order.purchase.email, order.seller.email = "khach@example.test", "htx@example.test"
    db.session.commit()
    return order, f"/don/{order.purchase.token}/{order.number}/tin-nhan"


def test_a_guest_asks_by_the_orders_link_and_the_shop_answers(
    client: Client, cast: Cast, honey: Product, client_for: SignIn
) -> None:
    order, at = placed(cast, honey)
    assert "Nhắn nơi bán" in client.get(f"/don/{order.purchase.token}").text
    assert "Chưa đủ tin nhắn để biết" in client.get(at).text
    assert say(client, at, "Bao giờ gửi? Gọi 0912 345 678 nhé").status_code == 303
    page = client.get(at).text
    assert "Gọi 09••\u00a0•••\u00a0••• nhé" in page
    assert "Số điện thoại và e-mail được che" in page, "whoever wrote it is told"
    (told,) = [mail for mail in queued_mails() if "nhắn về" in mail.subject]
    assert told.recipient == "htx@example.test"
    shop = client_for(cast.owner_a)
    inbox = f"/ban-hang/tin-nhan/{the_thread().ref}"
    assert inbox in told.body
    assert "Khách đang chờ" in shop.get("/ban-hang/tin-nhan").text
    assert "Số điện thoại và e-mail được che" not in shop.get(inbox).text
    assert say(shop, inbox, "Mai em gửi ạ.").status_code == 303
    assert the_thread().waits_since is None
    assert "Mai em gửi ạ." in client.get(at).text
    (told,) = [
        mail for mail in queued_mails() if mail.recipient == "khach@example.test" and "trả lời bạn" in mail.subject
    ]
    assert at in told.body
    say(shop, inbox, "Em gói rồi ạ.")
    assert len([mail for mail in queued_mails() if "trả lời bạn" in mail.subject]) == 1, "the first is not opened yet"
    assert client.send(f"{at}/da-xem", form_at=at).status_code == 303
    assert the_thread().buyer_unread == 0


def test_somebody_elses_thread_is_not_there(client: Client, cast: Cast, honey: Product, client_for: SignIn) -> None:
    buyer = client_for(cast.buyer)
    assert client.get(f"/p/{honey.slug}/nhan").location.startswith("/dang-nhap")
    assert say(buyer, f"/p/{honey.slug}/nhan").status_code == 303
    order, _at = placed(cast, honey)
    ref, other = the_thread().ref, factories.order(factories.product(cast.seller_b))
    assert buyer.get(f"/tin-nhan/{ref}").status_code == 200
    for person, at in (
        (cast.neighbour, f"/tin-nhan/{ref}"),
        (cast.owner_a, f"/tin-nhan/{ref}"),
        (cast.operator, f"/tin-nhan/{ref}"),
        (cast.owner_b, f"/ban-hang/tin-nhan/{ref}"),
        (cast.operator, f"/ban-hang/tin-nhan/{ref}"),
        (cast.operator, f"/van-hanh/tin-nhan/{ref}"),
        (cast.owner_b, f"/ban-hang/don/{order.number}/nhan"),
    ):
        visitor = client_for(person)
        assert visitor.get(at).status_code == 404, (person.name, at)
        assert say_anyway(visitor, at) == 404, (person.name, at)
    assert client.get(f"/don/{other.purchase.token}/{order.number}/tin-nhan").status_code == 404
    assert len(the_thread().messages) == 1


def say_anyway(client: Client, at: str) -> int:
    answer = client.send(at, {"body": "Alo"}, form_at="/don")
    return 404 if answer.status_code == 405 else answer.status_code


def test_what_is_refused_is_kept_and_said(client: Client, cast: Cast, honey: Product, client_for: SignIn) -> None:
    _order, at = placed(cast, honey)
    empty = say(client, at, "  ")
    assert (empty.status_code, "Viết vài chữ rồi gửi." in empty.text) == (400, True)
    long = say(client, at, "mật " * 300)
    assert (long.status_code, "mật mật" in long.text) == (400, True)
    for _ in range(10):
        say(client, at)
    flooded = say(client, at, "Alo alo")
    assert (flooded.status_code, "Alo alo" in flooded.text, "trong một giờ" in flooded.text) == (429, True, True)
    shop = client_for(cast.owner_a)
    promised = say(shop, f"/ban-hang/tin-nhan/{the_thread().ref}", "Mật này chữa bệnh dạ dày")
    assert (promised.status_code, "chữa bệnh" in promised.text) == (400, True)
    assert len(the_thread().messages) == 10


def test_a_ready_question_stands_in_the_form(client: Client, cast: Cast, honey: Product) -> None:
    _order, at = placed(cast, honey)
    assert ">\r\nĐổi ngày nhận được không?</textarea>" in client.get(f"{at}?loi=3").text
    assert client.get(f"{at}?loi=99").status_code == 200


def test_photos_are_for_those_who_may_read_and_hold_nothing_of_the_camera(
    client: Client, cast: Cast, honey: Product, client_for: SignIn
) -> None:
    _order, at = placed(cast, honey)
    sent = say(client, at, "", photos=(BytesIO(from_a_phone()), "IMG_1.jpg"))
    assert sent.status_code == 303
    work("picture")
    ref = the_thread().messages[0].photos[0].ref
    got = client.get(f"{at}/anh/{ref}.jpg")
    assert (got.status_code, got.headers["Cache-Control"]) == (200, "private, max-age=3600")
    assert b"Exif" not in got.data
    assert client_for(cast.owner_a).get(f"/ban-hang/tin-nhan/{the_thread().ref}/anh/{ref}.jpg").status_code == 200
    assert client_for(cast.neighbour).get(f"/anh/{ref}-800.jpg").status_code == 404


def test_operators_join_what_was_reported_and_both_sides_see_it(
    client: Client, cast: Cast, honey: Product, client_for: SignIn
) -> None:
    _order, at = placed(cast, honey)
    say(client, at, "Hàng gì mà chậm thế, đồ lừa đảo")
    shop, ref = client_for(cast.owner_a), the_thread().ref
    told = shop.send(
        f"/ban-hang/tin-nhan/{ref}/bao",
        {"reason": "insult", "note": "Chửi nhà em"},
        form_at=f"/ban-hang/tin-nhan/{ref}",
    )
    assert told.status_code == 303
    operator = client_for(cast.operator)
    assert "Chửi nhà em" in operator.get(first_link(operator)).text
    page = first_link(operator)
    assert operator.send(f"{page}/viet", {"body": "Chào hai bên"}, form_at=page).status_code == 409, "not joined yet"
    assert operator.send(f"{page}/vao", form_at=page).status_code == 303
    assert operator.send(f"{page}/viet", {"body": "Chào hai bên"}, form_at=page).status_code == 303
    for reader, where in ((client, at), (shop, f"/ban-hang/tin-nhan/{ref}")):
        assert "Người vận hành chợ đã vào" in reader.get(where).text
        assert "Chào hai bên" in reader.get(where).text
    message = the_thread().messages[0]
    assert operator.send(f"{page}/an/{message.ref}", form_at=page).status_code == 303
    assert "đồ lừa đảo" not in shop.get(f"/ban-hang/tin-nhan/{ref}").text
    assert "Người vận hành đã ẩn tin này." in shop.get(f"/ban-hang/tin-nhan/{ref}").text
    assert operator.send(f"{page}/giu", form_at=page).status_code == 409, "it is decided"


def first_link(operator: Client) -> str:
    page = operator.get("/van-hanh/tin-nhan").text
    return "/van-hanh/tin-nhan/" + page.split('href="/van-hanh/tin-nhan/', 1)[1].split('"')[0]
