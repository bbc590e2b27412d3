import pytest
from sqlalchemy import func, select

from marketplace import accounts
from marketplace.accounts.models import User
from marketplace.database import db
from tests.client import Client
from tests.people import PASSWORD, Cast

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


@pytest.mark.parametrize("identifier", ["buyer@example.test", "BUYER@example.test"])
def test_somebody_elses_address_is_not_taken_over(folk: Cast, client: Client, identifier: str) -> None:
    before = people()
    answer = client.send(PAGE, GOOD | {"identifier": identifier}, form_at=PAGE)
    assert answer.status_code == 422
    assert "đã có tài khoản" in answer.text
    assert people() == before


def test_nobody_makes_themselves_an_operator(client: Client) -> None:
    more = {"is_operator": "1", "was_operator": "1", "roles": "people", "theme": "dim", "id": "1"}
    client.send(PAGE, GOOD | more, form_at=PAGE)
    person = accounts.find_user(accounts.parse_identifier("0912345678"))
    assert person is not None
    assert accounts.find_operator(person.id) is None
