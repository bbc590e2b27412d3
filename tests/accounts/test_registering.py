import pytest
from flask import Flask

from marketplace import accounts
from marketplace.accounts.errors import IdentifierTaken, WrongCredentials, WrongPassword
from marketplace.database import transaction
from tests.accounts.conftest import PASSWORD, Register


def test_a_person_signs_in_by_address_or_by_phone(register: Register) -> None:
    by_mail, by_phone = register("lan@example.test"), register("0912 345 678")
    assert accounts.authenticate(accounts.parse_identifier("LAN@example.test"), PASSWORD) is by_mail
    assert accounts.authenticate(accounts.parse_identifier("+84912345678"), PASSWORD) is by_phone


@pytest.mark.parametrize("typed", ["lan@example.test", "0912 345 678"])
def test_an_address_or_phone_belongs_to_one_account(register: Register, typed: str) -> None:
    with transaction():
        register(typed)
    with pytest.raises(IdentifierTaken, match="đã có tài khoản"), transaction():
        register(typed, name="Người khác")


def test_a_stranger_a_wrong_password_and_a_disabled_person_read_the_same(register: Register) -> None:
    register("lan@example.test")
    accounts.disable(register("mai@example.test"))
    sentences = set()
    for typed, password in [
        ("lan@example.test", "sai"),
        ("nobody@example.test", PASSWORD),
        ("mai@example.test", PASSWORD),
    ]:
        with pytest.raises(WrongCredentials) as refused:
            accounts.authenticate(accounts.parse_identifier(typed), password)
        sentences.add(str(refused.value))
    assert len(sentences) == 1


def test_an_account_without_a_phone_is_not_found_by_a_missing_phone(register: Register) -> None:
    register("lan@example.test")
    assert accounts.find_user(accounts.Identifier(phone="+84900000001")) is None


def test_changing_the_password_needs_the_old_one(register: Register) -> None:
    lan = register()
    accounts.confirm_password(lan, PASSWORD)
    with pytest.raises(WrongPassword):
        accounts.confirm_password(lan, "khong phai mat khau")


def test_changing_the_password_ends_the_other_sessions(register: Register) -> None:
    lan = register()
    here, there = (accounts.open_session(lan, device="", address="") for _ in range(2))
    accounts.change_password(lan, accounts.hash_password("bon tu la voi nhau"), keep=here)
    assert accounts.find_session(here)
    assert accounts.find_session(there) is None
    assert accounts.authenticate(accounts.parse_identifier("lan@example.test"), "bon tu la voi nhau") is lan


def test_an_operator_is_a_person_who_may_run_the_marketplace(app: Flask) -> None:
    assert not accounts.has_operator()
    identifier = accounts.parse_identifier("van-hanh@example.test")
    accounts.create_operator(name="Vận hành", identifier=identifier, password_hash=accounts.hash_password(PASSWORD))
    assert accounts.has_operator()
