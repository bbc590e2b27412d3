"""Getting back in with a telephone alone; adding, confirming and changing what one signs in by."""

import re
from collections.abc import Callable

from marketplace import accounts
from marketplace.accounts.models import AccountHelp, User
from marketplace.database import db
from tests.client import Client
from tests.people import PASSWORD, Cast, signed_in
from tests.texts import Texts
from tests.web.auth.conftest import NUMBER
from tests.web.auth.test_register import GOOD, PAGE, link_in, without_token
from tests.work import queued_mails, work

FORGOT, EMAIL, PHONE, HELP = "/quen-mat-khau", "/tai-khoan/e-mail", "/tai-khoan/dien-thoai", "/van-hanh/mo-lai"
NEW = "bon tu la voi nhau"


def code_in(texts: Texts) -> str:
    work("sms")
    to, text = texts.sent[-1]
    assert to == NUMBER
    found = re.search(r"\d{6}", text)
    assert found
    return found[0]


def sign_in(client: Client, password: str) -> int:
    form = {"identifier": "0912 345 678", "password": password}
    return client.send("/dang-nhap", form, form_at="/dang-nhap").status_code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_a_code_sent_to_the_phone_sets_a_new_password(phone_only: User, client: Client, texts: Texts) -> None:
    page = client.send(FORGOT, {"identifier": "0912.345.678"}, form_at=FORGOT).location
    code = code_in(texts)
    refused = client.send(page, {"code": wrong(code)}, form_at=page)
    assert (refused.status_code, "Mã này chưa đúng" in refused.text) == (422, True)
    reset = client.send(page, {"code": f" {code[:3]} {code[3:]}"}, form_at=page).location
    assert client.send(reset, {"password": NEW}, form_at=reset).status_code == 303
    assert (sign_in(client, PASSWORD), sign_in(client, NEW)) == (422, 303)
    assert client.send(page, {"code": code}).status_code == 404


def test_a_code_cannot_be_guessed(phone_only: User, client: Client, texts: Texts) -> None:
    page = client.send(FORGOT, {"identifier": "0912 345 678"}, form_at=FORGOT).location
    code = code_in(texts)
    assert [client.send(page, {"code": wrong(code)}).status_code for _ in range(6)] == [422] * 5 + [404]
    assert client.send(page, {"code": code}).status_code == 404


def test_an_unknown_number_is_answered_like_a_known_one(phone_only: User, client: Client, texts: Texts) -> None:
    seen = []
    for typed in ("0912 345 678", "0912 345 679"):
        page = client.send(FORGOT, {"identifier": typed}, form_at=FORGOT).location
        shown = without_token(client.get(page).text).replace(page, "")
        refused = client.send(page, {"code": "000000"})
        seen.append((shown, refused.status_code))
    assert seen[0] == seen[1]
    work("sms")
    assert [to for to, _ in texts.sent] == [NUMBER]


def test_a_new_account_by_phone_waits_for_its_code(client: Client, texts: Texts) -> None:
    page = client.send(PAGE, GOOD, form_at=PAGE).location
    assert client.get("/tai-khoan").status_code == 303
    assert client.send(page, {"code": code_in(texts)}, form_at=page).status_code == 303
    assert "0912 345 678, đã xác nhận" in client.get("/tai-khoan").text


def test_a_known_number_tells_a_stranger_nothing_and_its_owner_something(
    phone_only: User, client: Client, texts: Texts
) -> None:
    answer = client.send(PAGE, GOOD, form_at=PAGE)
    assert (answer.status_code, answer.location.startswith("/ma/")) == (303, True)
    work("sms")
    assert [(to, "đã có tài khoản" in text) for to, text in texts.sent] == [(NUMBER, True)]
    assert [client.send(answer.location, {"code": f"{number:06d}"}).status_code for number in range(6)][-1] == 404


def change(client: Client, page: str, **form: str) -> int:
    return client.send(page, {"current": PASSWORD, **form}, form_at=page).status_code


def test_an_address_is_added_by_its_link(phone_only: User, client: Client) -> None:
    form = {"identifier": "0912345678", "password": PASSWORD}
    client.send("/dang-nhap", form, form_at="/dang-nhap")
    assert change(client, EMAIL, email="lan@example.test", current="sai mat khau") == 422
    assert change(client, EMAIL, email="lan@example.test") == 303
    assert phone_only.email is None
    path = link_in(queued_mails()[0])
    assert client.send(path, form_at=path).status_code == 303
    assert (phone_only.email, phone_only.email_confirmed_at is not None) == ("lan@example.test", True)


def test_a_changed_address_is_told_to_the_one_before(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    change(client, EMAIL, email="lan@example.test")
    path = link_in(queued_mails()[0])
    client.send(path, form_at=path)
    told = queued_mails()[1]
    assert (told.recipient, told.subject) == ("buyer@example.test", "Số hoặc e-mail đăng nhập Gùi vừa được đổi")
    assert folk.buyer.email == "lan@example.test"


def test_somebody_elses_address_cannot_be_taken_nor_told_from_a_free_one(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert [change(client, EMAIL, email=f"{name}@example.test") for name in ("free", "neighbour")] == [303, 303]
    assert [mail.subject[:7] for mail in queued_mails()] == ["Xác nhậ", "Có ngườ"]
    assert folk.buyer.email == "buyer@example.test"


def test_a_number_is_confirmed_by_its_code(folk: Cast, client: Client, texts: Texts) -> None:
    form = {"phone": "0912345678", "current": PASSWORD}
    page = signed_in(client, folk.buyer).send(PHONE, form, form_at=PHONE).location
    assert folk.buyer.phone is None
    client.send(page, {"code": code_in(texts)}, form_at=page)
    assert (folk.buyer.phone, folk.buyer.phone_confirmed_at is not None) == (NUMBER, True)


def test_without_a_gateway_a_free_number_is_taken_at_once_and_a_known_one_few_times(
    phone_only: User, folk: Cast, client: Client
) -> None:
    signed_in(client, folk.buyer)
    assert [change(client, PHONE, phone="0912345678") for _ in range(6)] == [422] * 5 + [429]
    assert folk.buyer.phone is None


def test_a_number_of_ones_own_is_written_down(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    assert change(client, PHONE, phone="0912 345 678") == 303
    assert (folk.buyer.phone, folk.buyer.phone_confirmed_at) == (NUMBER, None)


def helped(client: Client, **changes: str) -> tuple[int, str]:
    form = {"identifier": "0912 345 678", "note": "Gọi lại số đã đăng ký", **changes}
    answer = client.send(HELP, form, form_at=HELP)
    return answer.status_code, answer.text


def test_an_operator_reads_out_a_link_that_works_once_and_is_written_down(
    phone_only: User, folk: Cast, client: Client, browser: Callable[[], Client]
) -> None:
    status, page = helped(signed_in(client, folk.operator))
    found = re.search(r"/dat-lai/([a-z0-9-]{18})<", page)
    assert (status, bool(found)) == (200, True)
    assert found
    caller, path = browser(), f"/dat-lai/{found[1].upper()}"
    assert caller.send(path, {"password": NEW}, form_at=path).status_code == 303
    assert sign_in(caller, NEW) == 303
    assert browser().get(path).status_code == 404
    row = db.session.query(AccountHelp).one()
    assert (row.user_id, row.by_id, row.note) == (phone_only.id, folk.operator.id, "Gọi lại số đã đăng ký")
    assert "Gọi lại số đã đăng ký" in client.get(HELP).text
    assert found[1] not in client.get(HELP).text


def test_an_operators_own_kind_is_not_let_in_this_way(folk: Cast, client: Client) -> None:
    status, page = helped(signed_in(client, folk.operator), identifier="operator@example.test")
    assert (status, "Đây là tài khoản vận hành" in page) == (409, True)
    assert helped(client, identifier="0912 345 670")[0] == 404
    assert helped(client, note=" ")[0] == 422
    assert db.session.query(AccountHelp).count() == 0


def test_whose_account_it_is_hears_of_the_help(folk: Cast, client: Client) -> None:
    helped(signed_in(client, folk.operator), identifier="buyer@example.test")
    assert [mail.recipient for mail in queued_mails()] == ["buyer@example.test"]


def test_others_do_not_help(folk: Cast, client: Client) -> None:
    assert signed_in(client, folk.owner_a).get(HELP).status_code == 404


def test_who_may_only_look_sees_whom_others_helped(folk: Cast, client: Client) -> None:
    accounts.make_operator(folk.neighbour, {accounts.OperatorRole.READ_ONLY})
    signed_in(client, folk.neighbour)
    assert "Chưa giúp ai." in client.get(HELP).text
    assert client.send(HELP, {"identifier": "0912 345 678", "note": "x"}).status_code == 403
