import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.money import UnreadableAmount, allocate, format_vnd, parse_vnd, share, unit_price

AMOUNTS = st.integers(0, 10**12)


def test_amounts_read_as_they_do_on_a_price_tag() -> None:
    assert format_vnd(165_000) == "165.000\u00a0₫"
    assert format_vnd(1_250_000, "en") == "1,250,000\u00a0₫"
    assert format_vnd(0) == "0\u00a0₫"
    assert format_vnd(-20_000) == "−20.000\u00a0₫"


@pytest.mark.parametrize(
    "typed",
    [
        *("125000", "125.000", "125,000", "125 000", "125\u00a0000", "125k", "125K", "125 nghìn", "125 ngàn"),
        *("125.000đ", "125.000 ₫", "125,000 VND", "125 nghìn đồng", "₫125,000", "１２５.000", " 125k "),
    ],
)
def test_a_price_is_understood_however_it_is_typed(typed: str) -> None:
    assert parse_vnd(typed) == 125_000


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("1,2tr", 1_200_000), ("1.2 triệu", 1_200_000), ("1,25tr", 1_250_000), ("0,5k", 500), ("2.500.000", 2_500_000)],
)
def test_thousands_and_millions_may_be_short(typed: str, amount: int) -> None:
    assert parse_vnd(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        *("1.000,5", "125.00", "12.5", "1.234k", "1.2.3", "1,000.000", "12 5", "5,"),
        *("abc", "-5", "٣٤", "1e9", "9" * 5000),
    ],
)
def test_what_could_mean_two_amounts_or_none_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UnreadableAmount, match=r"Viết như 125\.000 hoặc 125k"):
        parse_vnd(typed)


@pytest.mark.parametrize("typed", ["", "  ", "\u200b"])
def test_nothing_is_asked_for_and_not_called_unreadable(typed: str) -> None:
    with pytest.raises(UnreadableAmount, match="^Ghi số tiền, ví dụ"):
        parse_vnd(typed)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert parse_vnd(text) >= 0
    except UnreadableAmount as refusal:
        assert "%(text)" not in str(refusal)


@given(AMOUNTS, st.sampled_from(["vi", "en"]))
def test_a_shown_amount_reads_back(amount_vnd: int, locale: str) -> None:
    assert parse_vnd(format_vnd(amount_vnd, locale)) == amount_vnd


def test_a_share_is_rounded_half_up() -> None:
    assert share(165_000, 500) == 8_250
    assert share(1, 5_000) == 1
    assert share(1, 4_999) == 0


@given(AMOUNTS, st.lists(st.integers(0, 10**9), min_size=1, max_size=8).filter(any))
def test_parts_add_up_and_none_is_off_by_more_than_a_dong(amount_vnd: int, weights: list[int]) -> None:
    parts = allocate(amount_vnd, weights)
    assert sum(parts) == amount_vnd
    exact = [(amount_vnd * weight, sum(weights)) for weight in weights]
    assert all(total // whole <= part <= total // whole + 1 for part, (total, whole) in zip(parts, exact, strict=True))


def test_the_odd_dong_goes_to_the_largest_remainder() -> None:
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(10, [1, 2]) == [3, 7]


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 3]])
def test_nothing_can_be_split_by_no_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(100, weights)


@pytest.mark.parametrize(
    ("price_vnd", "quantity", "unit", "shown"),
    [
        (165_000, 500, "ml", "330.000\u00a0₫/lít"),
        (38_000, 10, "piece", "3.800\u00a0₫/quả"),
        (70_000, 2_000, "g", "35.000\u00a0₫/kg"),
        (120_000, 350, "ml", "343.000\u00a0₫/lít"),
    ],
)
def test_pack_sizes_can_be_compared(price_vnd: int, quantity: int, unit: str, shown: str) -> None:
    price = unit_price(price_vnd, quantity, unit)
    assert price is not None
    assert price.show() == shown


def test_the_unit_speaks_english_too() -> None:
    price = unit_price(165_000, 500, "ml")
    assert price is not None
    assert price.show("en") == "330,000\u00a0₫/litre"


def test_a_single_piece_needs_no_unit_price() -> None:
    assert unit_price(450_000, 1, "piece") is None
