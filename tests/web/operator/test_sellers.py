import pytest

from marketplace import approvals, sellers
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from tests import factories, people
from tests.approvals import requests
from tests.client import Client
from tests.people import Cast

REGISTER = "/van-hanh/noi-ban"


@pytest.fixture
def applicant(cast: Cast) -> Seller:
    applicant = factories.applicant()
    factories.product(applicant)
    return applicant


def state_of(seller: Seller) -> str:
    return db.session.get_one(Seller, seller.id).state


def test_applications_come_first(operator: Client, applicant: Seller) -> None:
    page = operator.get(REGISTER).text
    assert "HTX Mẫu Suối Trong" in page
    assert "HTX Green Life" not in page
    assert 'Chờ duyệt<b class="num">1</b>' in page
    assert 'Tất cả<b class="num">3</b>' in page


def test_a_search_looks_through_every_state_without_accents(operator: Client, applicant: Seller) -> None:
    page = operator.get(f"{REGISTER}?xem=tat-ca&q=son+nam").text
    assert "HTX Sơn Nam" in page
    assert "HTX Green Life" not in page


def test_the_file_tells_who_works_there_and_what_was_decided(operator: Client, cast: Cast) -> None:
    factories.product(cast.seller_a)
    sellers.suspend(cast.seller_a, by=cast.operator, note="Giấy hết hạn")
    page = operator.get(f"{REGISTER}/{cast.seller_a.slug}").text
    assert "Chủ Green Life" in page
    assert "người gói hàng" in page
    assert "1 đang bán trên 1 món" in page
    assert "Giấy hết hạn" in page
    assert "Hợp Tiến, Kim Bôi, Hòa Bình" in page


def test_a_seller_that_does_not_exist_is_not_found(operator: Client) -> None:
    assert operator.get(f"{REGISTER}/khong-co").status_code == 404
    assert operator.send(f"{REGISTER}/khong-co/duyet", form_at=REGISTER).status_code == 404


def test_approving_opens_the_shop_and_the_next_application(operator: Client, applicant: Seller) -> None:
    following = factories.applicant("HTX Mẫu Đồi Chè")
    response = operator.send(f"{REGISTER}/{applicant.slug}/duyet", form_at=f"{REGISTER}/{applicant.slug}")
    assert response.status_code == 303
    assert response.location == f"{REGISTER}/{following.slug}"
    assert state_of(applicant) == SellerState.APPROVED
    assert "Đã duyệt HTX Mẫu Suối Trong" in operator.get(response.location).text


def test_an_application_that_lacks_something_has_no_button_and_says_what(operator: Client) -> None:
    incomplete = factories.applicant(phone=None, tax_code=None)
    file = f"{REGISTER}/{incomplete.slug}"
    page = operator.get(file).text
    missing = "còn thiếu: số điện thoại, mã số thuế, ít nhất một món hàng."
    assert missing in page
    assert "Duyệt, mở gian hàng" not in page
    response = operator.send(f"{file}/duyet", form_at=REGISTER)
    assert (response.status_code, missing in response.text) == (409, True)
    in_english = operator.get(file, headers={"Accept-Language": "en"}).text
    assert "missing: a phone number, a tax code, at least one product." in in_english
    assert state_of(incomplete) == SellerState.APPLIED


def test_after_the_last_application_the_decided_file_stays_open(operator: Client, applicant: Seller) -> None:
    response = operator.send(f"{REGISTER}/{applicant.slug}/duyet", form_at=REGISTER)
    assert response.location == f"{REGISTER}/{applicant.slug}"


def test_a_shop_approved_meanwhile_is_not_approved_twice(operator: Client, cast: Cast, applicant: Seller) -> None:
    token = operator.token(REGISTER)
    sellers.approve(applicant, by=cast.operator, goods=1)
    response = operator.post(f"{REGISTER}/{applicant.slug}/duyet", data={"csrf_token": token})
    assert response.status_code == 409
    assert "đã đổi trạng thái" in response.text
    assert "Tạm ngừng gian hàng" in response.text


def test_a_shop_that_asked_is_decided_on_the_desk_and_not_here(operator: Client, cast: Cast) -> None:
    asked = requests.to_open(name="HTX Mẫu Nương")
    file = f"{REGISTER}/{asked.subject}"
    page = operator.get(file).text
    assert f"/van-hanh/duyet/{asked.ref}" in page
    assert "Duyệt, mở gian hàng" not in page
    refused = operator.send(f"{file}/duyet", form_at=REGISTER)
    assert (refused.status_code, "quyết định ở trang Duyệt" in refused.text) == (409, True)
    approvals.send_back(asked, by=cast.operator, to_mend=["name_vi"], note="Sửa tên.")
    assert "Hồ sơ đã trả lại, chờ nơi bán sửa rồi gửi lại." in operator.get(file).text
    assert operator.send(f"{file}/duyet", form_at=REGISTER).status_code == 409
    assert state_of(asked.seller) == SellerState.APPLIED


def test_only_applications_without_a_request_are_counted_here_and_follow_each_other(
    operator: Client, applicant: Seller
) -> None:
    requests.to_open(name="HTX Mẫu Nương")
    assert 'Nơi bán<span class="k">1</span>' in operator.get(REGISTER).text
    response = operator.send(f"{REGISTER}/{applicant.slug}/duyet", form_at=REGISTER)
    assert response.location == f"{REGISTER}/{applicant.slug}"


def test_a_shop_that_was_opened_on_the_desk_is_suspended_and_opened_again_here(operator: Client, cast: Cast) -> None:
    asked = requests.to_open()
    approvals.approve(asked, by=cast.operator)
    sellers.suspend(asked.seller, by=cast.operator, note="Giấy hết hạn")
    operator.send(f"{REGISTER}/{asked.subject}/duyet", form_at=REGISTER)
    assert state_of(asked.seller) == SellerState.APPROVED


def test_suspending_takes_the_goods_off_the_shelves(operator: Client, cast: Cast) -> None:
    honey = factories.product(cast.seller_a)
    file = f"{REGISTER}/{cast.seller_a.slug}"
    response = operator.send(f"{file}/tam-ngung", {"note": "Giấy hết hạn"}, form_at=file)
    assert response.status_code == 303
    assert state_of(cast.seller_a) == SellerState.SUSPENDED
    assert operator.get(f"/p/{honey.slug}").status_code == 404


def test_suspending_needs_a_reason(operator: Client, cast: Cast) -> None:
    file = f"{REGISTER}/{cast.seller_a.slug}"
    response = operator.send(f"{file}/tam-ngung", {"note": ""}, form_at=file)
    assert response.status_code == 422
    assert "Viết lý do tạm ngừng." in response.text
    assert state_of(cast.seller_a) == SellerState.APPROVED


def test_a_suspended_shop_that_lacks_something_says_so_instead(operator: Client, cast: Cast) -> None:
    sellers.suspend(cast.seller_a, by=cast.operator, note="Giấy hết hạn")
    file = f"{REGISTER}/{cast.seller_a.slug}"
    page = operator.get(file).text
    assert "còn thiếu: số điện thoại, mã số thuế, ít nhất một món hàng" in page
    assert "Mở lại gian hàng" not in page
    assert operator.send(f"{file}/duyet", form_at=file).status_code == 409
    assert state_of(cast.seller_a) == SellerState.SUSPENDED


def test_a_suspended_shop_can_be_opened_again(operator: Client, cast: Cast) -> None:
    sellers.suspend(cast.seller_a, by=cast.operator, note="Giấy hết hạn")
    cast.seller_a.phone, cast.seller_a.tax_code = "+84912345678", "5400000001"
    factories.product(cast.seller_a)
    file = f"{REGISTER}/{cast.seller_a.slug}"
    assert "Mở lại gian hàng" in operator.get(file).text
    operator.send(f"{file}/duyet", form_at=file)
    assert state_of(cast.seller_a) == SellerState.APPROVED


def test_a_shop_suspended_meanwhile_is_shown_as_it_is_now(operator: Client, cast: Cast) -> None:
    file = f"{REGISTER}/{cast.seller_a.slug}"
    token = operator.token(file)
    sellers.suspend(cast.seller_a, by=cast.operator, note="Giấy hết hạn")
    response = operator.post(f"{file}/tam-ngung", data={"csrf_token": token, "note": "Cũng vậy"})
    assert response.status_code == 409
    assert "Chưa mở được gian hàng" in response.text


def test_nobody_but_operators_decides_about_sellers(client: Client, cast: Cast, applicant: Seller) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert owner.get(REGISTER).status_code == 404
    assert owner.send(f"{REGISTER}/{applicant.slug}/duyet").status_code == 404
    assert owner.send(f"{REGISTER}/{cast.seller_b.slug}/tam-ngung", {"note": "x"}).status_code == 404
    assert state_of(applicant) == SellerState.APPLIED
