"""Links and codes that come late: what was asked for before the account changed leads into it no more."""

from collections.abc import Callable

import pytest

from marketplace import accounts
from marketplace.accounts.models import User
from marketplace.database import db
from tests.client import Client
from tests.people import Cast, signed_in
from tests.texts import Texts
from tests.web.auth.test_contacts import EMAIL, FORGOT, NEW, change, code_in
from tests.web.auth.test_register import link_in
from tests.work import queued_mails

ACCOUNT_PASSWORD = "/tai-khoan/mat-khau"


def change_password(owner: Client) -> None:
    assert change(owner, ACCOUNT_PASSWORD, password=NEW) == 303


def reset_password(owner: Client) -> None:
    owner.send(FORGOT, {"identifier": "buyer@example.test"}, form_at=FORGOT)
    path = queued_mails()[-1].body.partition("/dat-lai/")[2].split()[0]
    assert owner.send(f"/dat-lai/{path}", {"password": NEW}, form_at=f"/dat-lai/{path}").status_code == 303


@pytest.mark.parametrize("secure", [change_password, reset_password])
def test_whoever_knew_the_old_password_takes_no_address_with_it_after_a_new_one_is_set(
    folk: Cast, client: Client, browser: Callable[[], Client], secure: Callable[[Client], None]
) -> None:
    stranger = signed_in(browser(), folk.buyer)
    assert change(stranger, EMAIL, email="stranger@example.test") == 303
    path = link_in(queued_mails()[0])
    secure(signed_in(client, folk.buyer))
    assert stranger.send(path).status_code == 404
    assert folk.buyer.email == "buyer@example.test"


def test_a_reset_link_asked_for_before_the_password_was_changed_is_dead(
    folk: Cast, client: Client, browser: Callable[[], Client], reset_path: Callable[[], str]
) -> None:
    browser().send(FORGOT, {"identifier": "buyer@example.test"}, form_at=FORGOT)
    path = reset_path()
    change_password(signed_in(client, folk.buyer))
    assert browser().get(path).status_code == 404


def test_a_reset_link_in_a_mailbox_that_was_given_up_is_dead(
    folk: Cast, client: Client, browser: Callable[[], Client], reset_path: Callable[[], str]
) -> None:
    browser().send(FORGOT, {"identifier": "buyer@example.test"}, form_at=FORGOT)
    path = reset_path()
    signed_in(client, folk.buyer)
    change(client, EMAIL, email="lan@example.test")
    confirm = link_in(queued_mails()[-1])
    assert client.send(confirm, form_at=confirm).status_code == 303
    assert browser().get(path).status_code == 404


def test_a_code_on_a_telephone_that_was_given_up_neither_resets_nor_brings_the_number_back(
    phone_only: User, client: Client, browser: Callable[[], Client], texts: Texts
) -> None:
    page = browser().send(FORGOT, {"identifier": "0912 345 678"}, form_at=FORGOT).location
    code = code_in(texts)
    accounts.take_phone(phone_only, "+84912345670")
    db.session.commit()
    assert browser().send(page, {"code": code}).status_code == 404
    assert phone_only.phone == "+84912345670"


def test_of_two_addresses_asked_for_the_first_one_counts_no_more(folk: Cast, client: Client) -> None:
    signed_in(client, folk.buyer)
    for typed in ("mistyped@example.test", "lan@example.test"):
        change(client, EMAIL, email=typed)
    mistyped, right = (link_in(mail) for mail in queued_mails())
    assert client.send(mistyped).status_code == 404
    assert client.send(right).status_code == 303
    assert folk.buyer.email == "lan@example.test"
