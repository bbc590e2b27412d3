import re

import pytest
from sqlalchemy import func, select

from marketplace import accounts
from marketplace.accounts.models import User
from marketplace.database import db
from tests.client import Client
from tests.people import PASSWORD, Cast
from tests.work import QueuedMail, queued_mails

PAGE = "/dang-ky"
GOOD = {"name": "Chị Mẫu Lan", "identifier": "0912 345 678", "password": PASSWORD}


def people() -> int:
    return db.session.scalar(select(func.count()).select_from(User)) or 0


def test_a_new_person_is_signed_in_at_once(client: Client) -> None:
    answer = client.send(PAGE, GOOD | {"next": "/tai-khoan"}, form_at=PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tai-khoan")
    page = client.get("/tai-khoan").text
    assert "Chị Mẫu Lan" in page
    assert "0912 345 678" in page


def test_the_account_remembers_the_language(client: Client) -> None:
    client.send("/ngon-ngu", {"locale": "en"}, form_at=PAGE)
    client.send(PAGE, GOOD, form_at=PAGE)
    person = accounts.find_user(accounts.parse_identifier("0912345678"))
    assert person is not None
    assert person.locale == "en"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": " \u200b "}, "Ghi họ tên"),
        ({"name": "x" * 61}, "nhiều nhất 60 ký tự"),
        ({"name": "Trúng thưởng tại evil.example"}, "chỉ gồm chữ cái"),
        ({"name": "Goi 0900 000 123"}, "chỉ gồm chữ cái"),
        ({"name": "Lan\u3164"}, "không nhìn thấy"),
        ({"name": "L\u0335\u0321\u0322a"}, "dấu chồng lên nhau"),
        ({"identifier": "lan@"}, "Địa chỉ e-mail viết chưa đúng"),
        ({"identifier": "0912 345 67"}, "thiếu 1 chữ số"),
        ({"identifier": "x" * 300 + "@example.com"}, "Dài nhất 254 ký tự"),
        ({"password": "ngan qua"}, "ít nhất 10 ký tự"),
        ({"password": "x y z " * 50}, "dài nhất 200 ký tự"),
        ({"password": "matkhau123"}, "dễ đoán"),
        ({"password": "chị mẫu lan"}, "dễ đoán"),
        ({"password": "0912345678"}, "dễ đoán"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, change: dict[str, str], sentence: str) -> None:
    answer = client.send(PAGE, GOOD | change, form_at=PAGE)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ("Chị Mẫu Lan" if "name" not in change else "0912 345 678") in answer.text
    assert people() == 0


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_a_known_address_and_an_unknown_one_are_answered_alike(folk: Cast, client: Client) -> None:
    before, pages = people(), []
    for typed in ("nobody@example.test", "BUYER@example.test"):
        answer = client.send(PAGE, GOOD | {"identifier": typed}, form_at=PAGE)
        pages.append((answer.status_code, answer.location, without_token(client.get(answer.location).text)))
        assert client.get("/tai-khoan").status_code == 303
    assert pages[0] == pages[1]
    assert people() == before
    asked, told = queued_mails()
    assert (asked.recipient, asked.subject) == ("nobody@example.test", "Xác nhận e-mail cho Gùi")
    assert (told.recipient, told.subject) == ("buyer@example.test", "Có người dùng số hoặc e-mail của bạn ở Gùi")
    assert "Chị Mẫu Lan" not in told.body + asked.body


def link_in(mail: QueuedMail) -> str:
    found = re.search(r"/xac-nhan/\S+", mail.body)
    assert found
    return found[0]


def test_the_link_in_the_mail_opens_the_account_once(client: Client) -> None:
    client.send(PAGE, GOOD | {"identifier": "lan@example.test"}, form_at=PAGE)
    path = link_in(queued_mails()[0])
    assert "lan@example.test" in client.get(path).text
    assert people() == 0
    assert client.send(path, {"password": PASSWORD}, form_at=path).status_code == 303
    assert "lan@example.test, đã xác nhận" in client.get("/tai-khoan").text
    assert (client.get(path).status_code, client.send(path, {"password": PASSWORD}).status_code) == (404, 404)


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [("/mo-gian-hang", "/mo-gian-hang"), ("https://evil.example/", "/"), ("", "/"), (f"/{'x' * 200}", "/")],
)
def test_the_link_in_the_mail_leads_on_to_where_somebody_was_going(client: Client, wanted: str, leads_to: str) -> None:
    client.send(PAGE, GOOD | {"identifier": "lan@example.test", "next": wanted}, form_at=PAGE)
    path = link_in(queued_mails()[0])
    assert client.send(path, {"password": PASSWORD}, form_at=path).location == leads_to


def test_who_wants_to_sell_reads_what_the_account_is_for(client: Client) -> None:
    assert "Tài khoản này để mở gian hàng" in client.get(f"{PAGE}?next=/mo-gian-hang").text
    assert "Để xem lại mọi đơn ở một chỗ." in client.get(PAGE).text


def test_whose_address_a_stranger_gave_opens_no_account_to_which_the_stranger_has_the_key(client: Client) -> None:
    client.send(PAGE, GOOD | {"identifier": "lan@example.test"}, form_at=PAGE)
    path = link_in(queued_mails()[0])
    assert (client.send(path, form_at=path).status_code, people()) == (422, 0)
    refused = client.send(path, {"password": "mat khau cua toi"}, form_at=path)
    assert (refused.status_code, "không phải mật khẩu đã chọn" in refused.text, people()) == (422, True, 0)


def test_a_known_number_is_told_so_few_times_and_its_owner_hears_of_it(folk: Cast, client: Client) -> None:
    folk.buyer.phone = "+84912345678"
    answers = [client.send(PAGE, GOOD, form_at=PAGE).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]
    assert {(mail.recipient, mail.subject) for mail in queued_mails()} == {
        ("buyer@example.test", "Có người dùng số hoặc e-mail của bạn ở Gùi")
    }


def test_nobody_makes_themselves_an_operator(client: Client) -> None:
    more = {"is_operator": "1", "was_operator": "1", "roles": "people", "theme": "dim", "id": "1"}
    client.send(PAGE, GOOD | more, form_at=PAGE)
    person = accounts.find_user(accounts.parse_identifier("0912345678"))
    assert person is not None
    assert accounts.find_operator(person.id) is None
