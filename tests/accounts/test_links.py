from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from marketplace import accounts
from marketplace.accounts.errors import LinkEnded, OperatorExists
from marketplace.accounts.models import OneTimeLink, Operator
from marketplace.accounts.permissions import FULL
from marketplace.accounts.proof_models import ContactProof
from marketplace.clock import now
from marketplace.database import db
from tests.accounts.conftest import PASSWORD, Register
from tests.work import work

NEW = accounts.hash_password("bon tu la voi nhau")
LAN = accounts.parse_identifier("lan@example.test")


def token_for(typed: str = "lan@example.test") -> str:
    made = accounts.request_reset(accounts.parse_identifier(typed))
    assert made is not None
    return made.token


def test_a_reset_link_sets_the_password_once_and_signs_out_everywhere(register: Register) -> None:
    lan = register()
    session, token = accounts.open_session(lan, device="", address=""), token_for()
    assert accounts.get_user_to_reset(token) is lan
    assert accounts.reset_password(token, NEW) is lan
    assert accounts.authenticate(LAN, "bon tu la voi nhau") is lan
    assert accounts.find_session(session) is None
    with pytest.raises(LinkEnded):
        accounts.reset_password(token, NEW)
    with pytest.raises(LinkEnded):
        accounts.get_user_to_reset(token)


def test_a_link_that_was_mailed_shows_whose_the_address_is(register: Register) -> None:
    lan = register()
    assert lan.email_confirmed_at is None
    accounts.reset_password(token_for(), NEW)
    assert lan.email_confirmed_at is not None


def test_a_link_that_was_read_out_or_mailed_elsewhere_shows_nothing(register: Register) -> None:
    lan, operator = register(), register("mai@example.test")
    accounts.reset_password(accounts.help_back_in(LAN, by=operator, note="Đọc đúng mã đơn"), NEW)
    assert lan.email_confirmed_at is None
    token = token_for()
    lan.email = "lan.moi@example.test"
    db.session.flush()
    accounts.reset_password(token, NEW)
    assert lan.email_confirmed_at is None


def test_a_reset_link_lasts_thirty_minutes(register: Register) -> None:
    register()
    token = token_for()
    with time_machine.travel(now() + timedelta(minutes=30, seconds=1), tick=False), pytest.raises(LinkEnded):
        accounts.reset_password(token, NEW)


def test_only_the_newest_reset_link_works(register: Register) -> None:
    register("mai@example.test")
    register()
    older, neighbours, newer = token_for(), token_for("mai@example.test"), token_for()
    with pytest.raises(LinkEnded):
        accounts.reset_password(older, NEW)
    accounts.reset_password(newer, NEW)
    accounts.reset_password(neighbours, NEW)


def test_a_disabled_person_gets_no_link_and_cannot_use_an_earlier_one(register: Register) -> None:
    lan = register()
    token = token_for()
    accounts.disable(lan)
    assert accounts.request_reset(LAN) is None
    with pytest.raises(LinkEnded):
        accounts.reset_password(token, NEW)


def test_a_request_for_a_stranger_writes_as_much_as_one_for_a_member(register: Register) -> None:
    register()
    register("0912 345 678")
    for typed in ("lan@example.test", "nobody@example.test", "0912 345 678", "0987 654 321"):
        before = db.session.scalar(select(func.count()).select_from(OneTimeLink)) or 0
        accounts.request_reset(accounts.parse_identifier(typed))
        assert db.session.scalar(select(func.count()).select_from(OneTimeLink)) == before + 1


def test_old_links_are_forgotten(register: Register) -> None:
    register()
    token_for()
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        token_for()
    assert db.session.scalar(select(func.count()).select_from(OneTimeLink)) == 1


def test_the_first_operators_link_works_once(register: Register) -> None:
    token = accounts.first_operator_link()
    accounts.check_first_operator_link(token)
    operator = accounts.claim_first_operator(token, name="Vận hành", identifier=LAN, password_hash=NEW)
    found = accounts.find_operator(operator.id)
    assert found is not None
    assert found.roles == FULL
    with pytest.raises(LinkEnded):
        accounts.claim_first_operator(token, name="Kẻ khác", identifier=LAN, password_hash=NEW)
    with pytest.raises(OperatorExists):
        accounts.first_operator_link()


def test_a_newer_first_operators_link_replaces_the_older(register: Register) -> None:
    older, newer = accounts.first_operator_link(), accounts.first_operator_link()
    with pytest.raises(LinkEnded):
        accounts.check_first_operator_link(older)
    accounts.check_first_operator_link(newer)


def test_a_link_for_one_purpose_serves_no_other(register: Register) -> None:
    register()
    reset, first = token_for(), accounts.first_operator_link()
    with pytest.raises(LinkEnded):
        accounts.claim_first_operator(reset, name="Kẻ khác", identifier=LAN, password_hash=NEW)
    with pytest.raises(LinkEnded):
        accounts.reset_password(first, NEW)
    with pytest.raises(LinkEnded):
        accounts.reset_password("", NEW)
    assert db.session.scalar(select(func.count()).select_from(Operator)) == 0
    assert accounts.authenticate(LAN, PASSWORD)


def test_what_was_to_be_shown_is_forgotten_a_week_after_it_ended(register: Register) -> None:
    lan, other = register(), accounts.parse_identifier("mai@example.test")
    for days in (9, 7):  # a link is valid for a day
        with time_machine.travel(now() - timedelta(days=days), tick=False):
            accounts.ask_for_contact(lan, other)
    assert work("contact_proofs") == {"contact_proofs": 1}
    assert db.session.scalar(select(func.count()).select_from(ContactProof)) == 1
