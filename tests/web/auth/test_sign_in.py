from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from marketplace import cart
from marketplace.accounts.models import User, UserSession
from marketplace.database import db
from tests import factories
from tests.client import Client
from tests.people import PASSWORD, Cast, signed_in

pytestmark = pytest.mark.smoke
PAGE = "/dang-nhap"


def attempt(client: Client, identifier: str, password: str = PASSWORD, **more: str) -> tuple[int, str, str]:
    answer = client.send(PAGE, {"identifier": identifier, "password": password, **more}, form_at=PAGE)
    return answer.status_code, answer.headers.get("Location", ""), answer.text


def test_each_kind_of_person_begins_at_their_own_work(folk: Cast, browser: Callable[[], Client]) -> None:
    assert attempt(browser(), "buyer@example.test")[:2] == (303, "/")
    assert attempt(browser(), "owner-a@example.test")[:2] == (303, "/ban-hang")
    assert attempt(browser(), "operator@example.test")[:2] == (303, "/van-hanh")


def test_the_page_that_asked_for_the_sign_in_comes_next(folk: Cast, client: Client) -> None:
    asked = client.get("/tai-khoan/thiet-bi?a=1")
    assert asked.status_code == 303
    assert asked.headers["Location"] == "/dang-nhap?next=/tai-khoan/thiet-bi?a%3D1"
    page = client.get(asked.headers["Location"]).text
    assert 'value="/tai-khoan/thiet-bi?a=1"' in page
    assert attempt(client, "buyer@example.test", next="/tai-khoan/thiet-bi?a=1")[1] == "/tai-khoan/thiet-bi?a=1"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
    ],
)
def test_the_next_page_is_never_on_another_site(folk: Cast, client: Client, target: str) -> None:
    assert attempt(client, "buyer@example.test", next=target)[:2] == (303, "/")


@pytest.mark.parametrize("target", ["/\t/evil.example", "/\n/evil.example", "/%09/evil.example"])
def test_characters_that_browsers_drop_do_not_make_another_site(folk: Cast, client: Client, target: str) -> None:
    location = attempt(client, "buyer@example.test", next=target)[1]
    assert location.isprintable()
    assert not location.startswith("//")


@pytest.mark.parametrize("identifier", ["buyer@example.test", "nobody@example.test", "0912 345 678"])
def test_a_wrong_password_and_an_unknown_person_read_the_same(folk: Cast, client: Client, identifier: str) -> None:
    status, _, page = attempt(client, identifier, "sai mat khau roi")
    assert status == 422
    assert "Số điện thoại, e-mail hoặc mật khẩu chưa đúng" in page
    assert f'value="{identifier}"' in page
    assert "sai mat khau roi" not in page


def test_a_half_typed_phone_is_helped(client: Client) -> None:
    status, _, page = attempt(client, "0912 345 67")
    assert status == 422
    assert "Số điện thoại thiếu 1 chữ số" in page
    assert 'href="#identifier"' in page


def test_an_empty_form_is_refused(client: Client) -> None:
    status, _, page = attempt(client, "  ", "")
    assert status == 422
    assert "Ghi số điện thoại hoặc e-mail" in page
    assert "Nhập mật khẩu" in page


def test_signing_in_makes_a_new_session_each_time(folk: Cast, client: Client, browser: Callable[[], Client]) -> None:
    signed_in(client, folk.buyer)
    signed_in(browser(), folk.buyer)
    rows = db.session.query(UserSession).all()
    assert len({row.token_digest for row in rows}) == 2
    assert {row.address for row in rows} == {"127.0.0.1"}


def test_a_session_planted_before_the_sign_in_is_worth_nothing(folk: Cast, client: Client) -> None:
    with client.session_transaction() as planted:
        planted.update({"_user_id": "known-to-the-thief", "left": "over"})
    signed_in(client, folk.buyer)
    with client.session_transaction() as kept:
        assert kept["_user_id"] != "known-to-the-thief"
        assert "left" not in kept


def test_the_language_stays_over_signing_in_and_out(folk: Cast, client: Client) -> None:
    client.send("/ngon-ngu", {"locale": "en"}, form_at=PAGE)
    signed_in(client, folk.buyer)
    assert '<html lang="en"' in client.get("/tai-khoan").text
    client.send("/dang-xuat", form_at="/tai-khoan")
    assert '<html lang="en"' in client.get(PAGE).text


def test_the_guests_basket_goes_along(folk: Cast, client: Client) -> None:
    basket = factories.basket((factories.product().variants[0], 2))
    with client.session_transaction() as kept:
        kept["cart"] = basket.token
    signed_in(client, folk.buyer)
    mine = cart.find_cart(token=None, user_id=folk.buyer.id)
    assert mine is not None
    assert [line.quantity for line in mine.lines] == [2]
    with client.session_transaction() as kept:
        assert "cart" not in kept


def test_who_is_signed_in_is_not_asked_again(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    for page in (PAGE, "/dang-ky"):
        assert client.get(page).headers["Location"] == "/"


def test_a_form_without_its_token_changes_nothing(folk: Cast, client: Client) -> None:
    answer = client.post(PAGE, data={"identifier": "buyer@example.test", "password": PASSWORD})
    assert answer.status_code == 403
    assert db.session.query(UserSession).count() == 0


def test_looking_at_the_page_changes_nothing(folk: Cast, client: FlaskClient) -> None:
    for method in (client.get, client.head):
        assert method(PAGE, query_string={"identifier": "buyer@example.test", "password": PASSWORD}).status_code == 200
    assert db.session.query(UserSession).count() == 0


def test_invalid_utf8_is_refused_with_a_sentence(client: Client) -> None:
    body = b"csrf_token=" + client.token(PAGE).encode() + b"&identifier=%ff%fe&password=%00%ff"
    answer = client.post(PAGE, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


@pytest.fixture
def with_accents(folk: Cast) -> User:
    """Somebody whose address an earlier version took."""
    folk.buyer.email = "đan.lê@example.test"
    db.session.flush()
    return folk.buyer


@pytest.mark.parametrize("typed", ["đan.lê@example.test", " Đan.Lê@Example.test", "đan.le\u0302@example.test"])
def test_an_address_with_accents_of_earlier_days_signs_in_and_is_told_to_give_another(
    client: Client, with_accents: User, typed: str
) -> None:
    assert attempt(client, typed)[:2] == (303, "/")
    assert "Thư không tới được đan.lê@example.test." in client.get("/tai-khoan").text
    assert "Ghi một e-mail khác" in client.get("/tai-khoan").text


def test_a_refused_address_with_accents_tells_nothing_and_proposes_the_plain_spelling(
    client: Client, with_accents: User
) -> None:
    wrong = [attempt(client, typed, "sai mật khẩu rồi") for typed in ("đan.lê@example.test", "đàn.lê@example.test")]
    for status, _, page in wrong:
        assert status == 422
        assert "Kiểm tra rồi thử lại" in page
        assert "Có phải là dan.le@example.test không?" in page


def test_no_other_form_takes_an_address_with_accents(client: Client, with_accents: User) -> None:
    for page, fields in (("/dang-ky", {"name": "Lê Đan", "password": "bon tu that la"}), ("/quen-mat-khau", {})):
        answer = client.send(page, {"identifier": "đan.lê@example.test", **fields}, form_at=page)
        assert answer.status_code == 422
        assert "Có phải là dan.le@example.test không?" in answer.text


def test_all_spellings_of_an_address_with_accents_are_one_account_to_the_limit(
    client: Client, with_accents: User
) -> None:
    spellings = ["đan.lê@example.test", "ĐAN.LÊ@example.test", "đan.le\u0302@example.test"]
    codes = [attempt(client, spellings[at % 3], "sai mật khẩu rồi")[0] for at in range(11)]
    assert codes == [422] * 10 + [429]
