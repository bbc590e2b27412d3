"""A guest tells of a broken jar with a photo, the shop offers a part, the market decides: each on their own page."""

from collections.abc import Callable
from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from marketplace import returns
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.orders.models import Order
from marketplace.orders.states import PaymentMethod
from marketplace.returns import Claim
from tests import factories, people, photographs
from tests.client import Client
from tests.people import Cast
from tests.work import queued_mails, work

SignIn = Callable[[User], Client]


@pytest.fixture
def cast(app: object) -> Cast:
    return people.gather()


@pytest.fixture
def honey(cast: Cast) -> Order:
    cast.seller_a.email = "htx@example.test"
    with factories.heard():
        order = factories.delivered(factories.product(cast.seller_a), quantity=2, paying=PaymentMethod.TRANSFER)
        order.purchase.email = "buyer@example.test"
    return order


def path_of(order: Order) -> str:
    return f"/don/{order.purchase.token}/{order.number}/bao-van-de"


def form_of(order: Order, **answers: object) -> dict[str, object]:
    line = order.lines[0].id
    return {f"mon-{line}": "1", f"so-{line}": "1", "reason": "missing", "wish": "money", **answers}


def send(client: Client, path: str, answers: dict[str, object]) -> TestResponse:
    token = {"csrf_token": client.token(path)}
    return client.post(path, data=token | answers, content_type="multipart/form-data")


def only() -> Claim:
    db.session.expire_all()
    return db.session.query(Claim).one()


def test_a_guest_tells_of_a_broken_jar_and_the_market_decides(
    client: Client, cast: Cast, honey: Order, client_for: SignIn
) -> None:
    page = client.get(f"/don/{honey.purchase.token}")
    assert "Báo vấn đề, trả hoặc đổi hàng" in page.text
    assert "Báo được đến" in client.get(path_of(honey)).text

    refused = send(client, path_of(honey), form_of(honey, reason="broken", words="Mật chảy hết ra thùng."))
    assert refused.status_code == 400
    assert "Thêm ít nhất một ảnh" in refused.text
    assert "Mật chảy hết ra thùng." in refused.text
    assert db.session.query(Claim).count() == 0

    photo = (BytesIO(photographs.from_a_phone()), "vo.jpg")
    answers = form_of(honey, reason="broken", words="Mật chảy hết ra thùng.", photos=photo)
    told = send(client, path_of(honey), answers)
    assert told.status_code == 303
    claim = only()
    assert (claim.state, claim.worth_vnd) == ("open", 165_000)
    assert {mail.recipient for mail in queued_mails()} >= {"buyer@example.test", "htx@example.test"}
    work("picture")
    thread = client.get(told.location)
    assert "Chờ nơi bán trả lời" in thread.text
    ref = only().events[0].files[0].picture.ref
    shown = client.get(f"/don/{honey.purchase.token}/yeu-cau/{claim.ref}/anh/{ref}-400.jpg")
    assert shown.status_code == 200
    assert b"Secret Phone" not in shown.data
    assert photographs.opened(shown.data).getexif() == {}
    assert client.get(f"/anh/{ref}-400.jpg").status_code == 404

    owner = client_for(cast.owner_a)
    here = f"/ban-hang/khieu-nai/{claim.ref}"
    assert "Mật chảy hết ra thùng." in owner.get(here).text
    assert owner.get(f"{here}/anh/{ref}-400.jpg").status_code == 200
    assert "Ghi số tiền từ 1.000" in owner.send(f"{here}/de-nghi", {"amount": "165.001"}).text
    assert owner.send(f"{here}/khong", {"words": ""}).status_code == 400
    assert owner.send(f"{here}/khong", {"words": "Lúc gửi còn nguyên."}).status_code == 303
    assert owner.send(f"{here}/dong-y", {}).status_code == 409

    desk = client_for(cast.operator)
    listed = desk.get("/van-hanh/khieu-nai").text
    assert claim.number in listed
    decision = {"outcome": "settled", "amount": "165.000", "bearer": "seller", "words": "Ảnh cho thấy hũ vỡ."}
    assert "Ghi lý do" in desk.send(f"/van-hanh/khieu-nai/{claim.ref}/quyet-dinh", decision | {"words": ""}).text
    assert desk.send(f"/van-hanh/khieu-nai/{claim.ref}/quyet-dinh", decision).status_code == 303
    assert desk.send(f"/van-hanh/khieu-nai/{claim.ref}/quyet-dinh", decision).status_code == 409
    settled = client.get(told.location).text
    assert "Chợ quyết định: hoàn 165.000" in settled
    assert "Ghi tài khoản nhận tiền" in settled
    assert "Chợ quyết định: hoàn 165.000" in client.get(f"/don/{honey.purchase.token}").text
    assert only().given_vnd == 165_000


def test_what_cannot_be_read_is_said_and_nothing_changes(client: Client, honey: Order) -> None:
    for wrong, words in (
        ({"reason": "xyz"}, "Chọn một lý do"),
        ({f"so-{honey.lines[0].id}": "-2"}, "chỉ còn 2 món"),
        ({f"so-{honey.lines[0].id}": "abc"}, "chỉ còn 2 món"),
        ({"video": (BytesIO(b"no film"), "a.mp4")}, "mở không được"),
        ({"photos": (BytesIO(b"no photo"), "a.jpg")}, "không phải ảnh"),
    ):
        answer = send(client, path_of(honey), form_of(honey, **wrong))
        assert 400 <= answer.status_code < 500
        assert words in answer.text
    assert returns.claims_of_orders([honey.id]) == []


def test_a_claim_is_nobody_elses(client: Client, cast: Cast, honey: Order) -> None:
    send(client, path_of(honey), form_of(honey))
    claim, other = only(), factories.delivered(factories.product(cast.seller_b))
    assert client.get(f"/don/{other.purchase.token}/yeu-cau/{claim.ref}").status_code == 404
    assert client.get(f"/don/{other.purchase.token}/{honey.number}/bao-van-de").status_code == 404
