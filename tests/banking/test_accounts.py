"""Accounts and banks: how they are read and shown."""

import pytest

from marketplace.banking.accounts import WrongAccount, masked_account, parse_account, parse_holder
from marketplace.banking.banks import SAMPLE_BANK, banks


def test_every_bank_has_its_number_once() -> None:
    assert len(banks()) == 38
    assert all(len(bin) == 6 and bin.isdigit() for bin in banks())
    assert SAMPLE_BANK not in banks()
    assert len({bank.name for bank in banks().values()}) == len(banks())


@pytest.mark.parametrize("text", ["1500 2051 23456", "1500.2051-23456", " 1500205123456 ", "１５００205123456"])
def test_an_account_is_read_however_it_is_spaced(text: str) -> None:
    assert parse_account(text) == "1500205123456"


@pytest.mark.parametrize("text", ["", "12345", "1" * 20, "12_345678", "một hai ba bốn"])
def test_what_is_no_account_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(WrongAccount) as refused:
        parse_account(text)
    assert not text or text not in str(refused.value)


def test_the_holder_is_written_as_banks_do() -> None:
    assert parse_holder(" Đinh Thị  Mẫu ") == "DINH THI MAU"
    for text in ("", "…", "<script>", "A" * 71):
        with pytest.raises(WrongAccount):
            parse_holder(text)


def test_a_mask_shows_the_last_four() -> None:
    assert masked_account("1500205123456") == "•••• 3456"
