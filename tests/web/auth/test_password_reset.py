import re
from collections.abc import Callable

import pytest

from tests.client import Client
from tests.people import PASSWORD, Cast, signed_in
from tests.work import queued_mails

PAGE = "/quen-mat-khau"
NEW = "bon tu la voi nhau"


def request_for(client: Client, identifier: str) -> tuple[int, str, str]:
    answer = client.send(PAGE, {"identifier": identifier}, form_at=PAGE)
    page = client.get(answer.headers["Location"]).text
    return answer.status_code, answer.headers["Location"], re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_the_link_in_the_mail_sets_a_new_password(folk: Cast, client: Client, reset_path: Callable[[], str]) -> None:
    request_for(client, "buyer@example.test")
    path = reset_path()
    answer = client.send(path, {"password": NEW}, form_at=path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/dang-nhap")
    assert "Đã đặt mật khẩu mới" in client.get("/dang-nhap").text
    assert sign_in(client, PASSWORD) == 422
    assert sign_in(client, NEW) == 303


def test_the_link_works_once(folk: Cast, client: Client, reset_path: Callable[[], str]) -> None:
    request_for(client, "buyer@example.test")
    path = reset_path()
    client.send(path, {"password": NEW}, form_at=path)
    for answer in (client.get(path), client.send(path, {"password": "mot cau khac han"}, form_at=PAGE)):
        assert answer.status_code == 404
        assert "Liên kết này đã dùng rồi hoặc đã hết hạn" in answer.text
    assert sign_in(client, NEW) == 303


def test_a_refused_password_leaves_the_link_usable(folk: Cast, client: Client, reset_path: Callable[[], str]) -> None:
    request_for(client, "buyer@example.test")
    path = reset_path()
    for password, sentence in [
        ("ngan", "ít nhất 10 ký tự"),
        ("buyer@example.test", "dễ đoán"),
        ("", "Chọn một mật khẩu"),
    ]:
        answer = client.send(path, {"password": password}, form_at=path)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert client.send(path, {"password": NEW}, form_at=path).status_code == 303


def test_setting_a_new_password_signs_out_everywhere_and_says_so_by_mail(
    folk: Cast, client: Client, browser: Callable[[], Client], reset_path: Callable[[], str]
) -> None:
    elsewhere = signed_in(browser(), folk.buyer)
    request_for(client, "buyer@example.test")
    path = reset_path()
    client.send(path, {"password": NEW}, form_at=path)
    assert elsewhere.get("/tai-khoan").status_code == 303
    assert [mail.subject for mail in queued_mails()] == ["Mật khẩu Gùi vừa được đổi"]


def test_a_stranger_is_answered_like_a_member_and_gets_no_mail(folk: Cast, client: Client) -> None:
    member, stranger, phone = (
        request_for(client, typed) for typed in ("buyer@example.test", "nobody@example.test", "0912 345 678")
    )
    assert member[:2] == stranger[:2] == phone[:2] == (303, "/quen-mat-khau/da-nhan")
    assert member[2] == stranger[2] == phone[2]
    assert [mail.recipient for mail in queued_mails()] == ["buyer@example.test"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:5000@evil.example"])
def test_the_link_never_leads_to_a_forged_host(folk: Cast, client: Client, host: str) -> None:
    data = {"csrf_token": client.token(PAGE), "identifier": "buyer@example.test"}
    client.post(PAGE, data=data, headers={"X-Forwarded-Host": host})
    assert "http://127.0.0.1:5000/dat-lai/" in queued_mails()[0].body


def test_the_page_of_a_link_tells_its_address_to_no_other_site(
    folk: Cast, client: Client, reset_path: Callable[[], str]
) -> None:
    request_for(client, "buyer@example.test")
    assert client.get(reset_path()).headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("token", ["x", "a" * 5000, "%00", "%ff%fe", "..%2fx"])
def test_a_made_up_link_is_explained(client: Client, token: str) -> None:
    answer = client.get(f"/dat-lai/{token}")
    assert answer.status_code == 404


def sign_in(client: Client, password: str) -> int:
    form = {"identifier": "buyer@example.test", "password": password}
    return client.send("/dang-nhap", form, form_at="/dang-nhap").status_code
