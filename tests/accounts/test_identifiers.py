import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts import Identifier, parse_identifier
from marketplace.accounts.errors import IdentifierUnreadable
from marketplace.errors import DomainError


@pytest.mark.parametrize("typed", ["0912 345 678", "+84 912.345.678", "84912345678", " 0912345678 "])
def test_every_spelling_of_a_phone_number_is_one_identifier(typed: str) -> None:
    assert parse_identifier(typed) == Identifier(phone="+84912345678")


@pytest.mark.parametrize("typed", ["Lan@Example.com", " lan@example.com", "LAN@EXAMPLE.COM\u200b"])
def test_every_spelling_of_an_address_is_one_identifier(typed: str) -> None:
    assert parse_identifier(typed) == Identifier(email="lan@example.com")


@pytest.mark.parametrize(
    "typed", ["lan", "lan@", "@example.com", "a b@example.com", "lan@example", "lan@example.com,x@y.vn"]
)
def test_what_is_neither_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(IdentifierUnreadable, match="Ví dụ"):
        parse_identifier(typed)


@pytest.mark.parametrize("typed", ["Đan.Lê@example.com", "ðan.lê@example.com", "Đan.Lê＠Ｅxample．com"])
def test_an_address_with_accents_is_refused_with_its_plain_spelling(typed: str) -> None:
    with pytest.raises(IdentifierUnreadable, match=r"dan\.le@example\.com"):
        parse_identifier(typed)


def test_letters_of_double_width_are_plain_ones() -> None:
    assert parse_identifier("ｌａｎ＠ｅｘａｍｐｌｅ．ｃｏｍ") == Identifier(email="lan@example.com")


def test_a_phone_number_one_digit_short_is_told_so() -> None:
    with pytest.raises(DomainError, match="thiếu 1 chữ số"):
        parse_identifier("0912 345 67")


@given(st.text(max_size=300))
def test_anything_typed_is_read_or_refused_with_a_sentence(typed: str) -> None:
    try:
        found = parse_identifier(typed)
    except DomainError as error:
        assert str(error)
    else:
        assert parse_identifier(found.email or found.phone or "") == found
