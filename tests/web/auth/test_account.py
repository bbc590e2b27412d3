from collections.abc import Callable

from marketplace import accounts
from marketplace.accounts.models import UserSession
from marketplace.database import db
from tests import factories
from tests.client import Client
from tests.people import PASSWORD, Cast, signed_in

NEW = "bon tu la voi nhau"
DEVICES = "/tai-khoan/thiet-bi"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A057F) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537.36"


def change_password(client: Client, current: str, password: str) -> tuple[int, str]:
    page = "/tai-khoan/mat-khau"
    answer = client.send(page, {"current": current, "password": password}, form_at=page)
    return answer.status_code, answer.text


def test_the_account_page_shows_the_person_and_only_their_own_work(folk: Cast, browser: Callable[[], Client]) -> None:
    buyer, owner, operator = (signed_in(browser(), person) for person in (folk.buyer, folk.owner_a, folk.operator))
    assert "buyer@example.test" in buyer.get("/tai-khoan").text
    assert "Gian hàng của tôi" not in main_of(buyer)
    assert "Gian hàng của tôi" in main_of(owner)
    assert "Đơn hàng và nơi bán" in main_of(operator)


def test_every_account_page_needs_a_sign_in(client: Client) -> None:
    for page in ("", "/ten", "/mat-khau", "/thiet-bi", "/don"):
        assert client.get(f"/tai-khoan{page}").headers["Location"].startswith("/dang-nhap?next=/tai-khoan")


def test_a_new_name_is_shown_at_once(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert client.send("/tai-khoan/ten", {"name": "  Chị   Lan "}, form_at="/tai-khoan/ten").status_code == 303
    page = client.get("/tai-khoan").text
    assert "Đã đổi tên" in page
    assert "Chị Lan" in page


def test_an_empty_name_is_refused(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert client.send("/tai-khoan/ten", {"name": "\u200b"}, form_at="/tai-khoan/ten").status_code == 422
    assert "Chị Mẫu Mua" in client.get("/tai-khoan").text


def test_a_new_password_needs_the_old_one(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    status, page = change_password(client, "sai mat khau roi", NEW)
    assert status == 422
    assert "Mật khẩu hiện tại chưa đúng" in page
    assert NEW not in page


def test_a_guessable_new_password_is_refused(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert "dễ đoán" in change_password(client, PASSWORD, "buyer@example.test")[1]


def test_a_new_password_keeps_this_session_and_ends_the_others(
    folk: Cast, client: Client, browser: Callable[[], Client]
) -> None:
    here, there = signed_in(client, folk.buyer), signed_in(browser(), folk.buyer)
    neighbour = signed_in(browser(), folk.neighbour)
    assert change_password(here, PASSWORD, NEW)[0] == 303
    assert here.get("/tai-khoan").status_code == 200
    assert there.get("/tai-khoan").status_code == 303
    assert neighbour.get("/tai-khoan").status_code == 200
    assert accounts.authenticate(accounts.Identifier(email="buyer@example.test"), NEW)


def test_another_device_is_named_and_can_be_signed_out(
    folk: Cast, client: Client, browser: Callable[[], Client]
) -> None:
    phone = browser()
    phone.environ_base["HTTP_USER_AGENT"] = ANDROID
    signed_in(phone, folk.buyer)
    signed_in(client, folk.buyer)
    page = client.get(DEVICES).text
    assert "Chrome, Android" in page
    assert "127.0.0.1" in page
    assert client.send(f"{DEVICES}/{reference('Chrome, Android')}/dang-xuat", form_at=DEVICES).status_code == 303
    assert phone.get("/tai-khoan").status_code == 303
    assert client.get("/tai-khoan").status_code == 200


def test_all_other_devices_can_be_signed_out_at_once(folk: Cast, client: Client, browser: Callable[[], Client]) -> None:
    others = [signed_in(browser(), folk.buyer) for _ in range(3)]
    signed_in(client, folk.buyer)
    client.send("/tai-khoan/thiet-bi-khac/dang-xuat", form_at=DEVICES)
    assert [other.get("/tai-khoan").status_code for other in others] == [303] * 3
    assert client.get(DEVICES).text.count("Đăng xuất máy này") == 0


def test_the_neighbours_device_is_not_mine_to_sign_out(
    folk: Cast, client: Client, browser: Callable[[], Client]
) -> None:
    phone = browser()
    phone.environ_base["HTTP_USER_AGENT"] = ANDROID
    signed_in(phone, folk.neighbour)
    signed_in(client, folk.buyer)
    assert "Chrome, Android" not in client.get(DEVICES).text
    assert client.send(f"{DEVICES}/{reference('Chrome, Android')}/dang-xuat").status_code == 404
    assert phone.get("/tai-khoan").status_code == 200


def test_the_dim_look_is_switched_and_kept_with_the_person(folk: Cast, client: Client) -> None:
    signed_in(client, folk.operator)
    for wanted in ("dim", "light"):
        assert client.send("/nen-sang-toi", form_at="/tai-khoan").status_code == 303
        db.session.refresh(folk.operator)
        assert folk.operator.theme == wanted


def test_a_persons_orders_are_listed_newest_first_and_nobody_elses(
    folk: Cast, client: Client, browser: Callable[[], Client]
) -> None:
    honey = factories.product(folk.seller_a, left=50).variants[0]
    codes = [factories.purchase((honey, 1), buyer=folk.buyer).code for _ in range(12)]
    neighbours = factories.purchase((honey, 1), buyer=folk.neighbour).code
    signed_in(client, folk.buyer)
    first, second = (client.get(f"/tai-khoan/don?trang={page}").text for page in (1, 2))
    assert shown(first, codes) == codes[:1:-1]
    assert shown(second, codes) == codes[1::-1]
    assert neighbours not in first + second
    assert "Chờ nơi bán nhận" in first
    assert "Chưa có đơn nào" in signed_in(browser(), folk.operator).get("/tai-khoan/don").text


def test_a_page_number_that_makes_no_sense_is_forgiven(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    for page in ("0", "-1", "abc", "9" * 30):
        assert client.get(f"/tai-khoan/don?trang={page}").status_code == 200


def shown(page: str, codes: list[str]) -> list[str]:
    """The codes in the order in which they stand on the page."""
    return sorted((code for code in codes if code in page), key=page.index)


def main_of(client: Client) -> str:
    return client.get("/tai-khoan").text.split('<main id="main"', 1)[1].split("</main>", 1)[0]


def reference(device: str) -> str:
    return db.session.query(UserSession).filter_by(device=device).one().reference
