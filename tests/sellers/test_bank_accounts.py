"""Accounts for the money of a shop: whose name stands on them."""

import pytest

from marketplace.sellers.bank_accounts import is_holder


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("HTX MAU SUOI TRONG", "Hợp tác xã Mẫu Suối Trong"),
        ("HOP TAC XA MAU SUOI TRONG", "HTX Mẫu Suối Trong"),
        ("CTY TNHH MAU", "Công ty trách nhiệm hữu hạn Mẫu"),
        ("DINH THI MAU", "Đinh Thị Mẫu"),
    ],
)
def test_a_short_name_and_a_long_one_are_the_same_holder(holder: str, name: str) -> None:
    assert is_holder(holder, name)
    assert not is_holder(holder, f"{name} khác")
    assert not is_holder(holder, "")
