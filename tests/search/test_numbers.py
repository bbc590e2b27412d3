import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.numbers import read_numbers
from marketplace.search.tokenizer import tidy

MILLION = 1_000_000
AMOUNTS = r"(tu |duoi |tren |khoang )?[0-9.,]{1,40} ?(k|tr|trieu|nghin|d)?( ?(-|den) ?[0-9.,]{1,40}(k|tr)?)?(/kg)?"


@pytest.mark.parametrize(
    ("typed", "stars", "left"),
    [
        ("mật ong 5 sao", (5,), "mật ong"),
        ("năm sao mật ong", (5,), "mật ong"),
        ("miến 4*", (4,), "miến"),
        ("miến 4sao", (4,), "miến"),
        ("trà 5 ⭐", (5,), "trà"),
        ("4 sao trở lên", (4, 5), ""),
        ("từ 4 sao", (4, 5), ""),
        ("chè 4+ sao", (4, 5), "chè"),
        ("3-4 sao", (3, 4), ""),
        ("3 đến 5 sao", (3, 4, 5), ""),
        ("5 star honey", (5,), "honey"),
        ("at least 4 stars", (4, 5), ""),
        ("gạo st25", (), "gạo st25"),
        ("ngôi sao", (), "ngôi sao"),
    ],
)
def test_stars_are_read_out_of_the_words(typed: str, stars: tuple[int, ...], left: str) -> None:
    reading = read_numbers(tidy(typed))
    assert (reading.stars, " ".join(reading.line.split())) == (stars, left)


def test_a_grade_that_no_goods_have_is_left_out_and_said() -> None:
    reading = read_numbers("trà 2 sao")
    assert (reading.stars, reading.ignored) == ((), ["2 sao"])


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("dưới 200k", None, 200_000),
        ("duoi 200 nghìn", None, 200_000),
        ("dưới 200", None, 200_000),
        ("dưới 200.000đ", None, 200_000),
        ("under 200k", None, 200_000),
        ("<200k", None, 200_000),
        ("không quá 1,5 triệu", None, MILLION * 3 // 2),
        ("dưới 1tr5", None, MILLION * 3 // 2),
        ("dưới 1 triệu rưỡi", None, MILLION * 3 // 2),
        ("trên 1 triệu", MILLION, None),
        ("500k trở lên", 500_000, None),
        ("từ 100k", 100_000, None),
        ("tu 100k den 300k", 100_000, 300_000),
        ("100-300k", 100_000, 300_000),
        ("100000 - 300000", 100_000, 300_000),
        ("300k đến 100k", 100_000, 300_000),
        ("khoảng 200k", 160_000, 240_000),
        ("200.000 đồng", 160_000, 240_000),
    ],
)
def test_prices_are_read_out_of_the_words(typed: str, low: int | None, high: int | None) -> None:
    reading = read_numbers(tidy(f"mật ong {typed}"))
    assert (reading.price_from_vnd, reading.price_to_vnd) == (low, high)
    assert reading.line.split() == ["mật", "ong"]


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("20k/kg", 16_000, 24_000),
        ("dưới 30k/kg", None, 30_000),
        ("dưới 200 nghìn một lít", None, 200_000),
        ("từ 20k/kg đến 30k/kg", 20_000, 30_000),
        ("20-30k / ký", 20_000, 30_000),
        ("3k mỗi quả", 2_400, 3_600),
    ],
)
def test_a_price_for_a_kilogram_litre_or_piece_is_one_for_a_unit(typed: str, low: int | None, high: int | None) -> None:
    reading = read_numbers(tidy(f"cam {typed}"))
    assert (reading.price_from_vnd, reading.price_to_vnd, reading.is_unit_price) == (low, high, True)
    assert reading.line.split() == ["cam"]


def test_a_price_for_a_jar_is_one_for_a_pack() -> None:
    reading = read_numbers("mam duoi 100k/chai")
    assert (reading.price_to_vnd, reading.is_unit_price, reading.line.split()) == (100_000, False, ["mam"])


@pytest.mark.parametrize("typed", ["dưới 999.999.999.999.999 triệu", "dưới 999.999.999.999.999.999.999đ"])
def test_a_price_that_no_goods_can_have_is_none(typed: str) -> None:
    reading = read_numbers(tidy(typed))
    assert (reading.price_from_vnd, reading.price_to_vnd, reading.said) == (None, None, [])


@pytest.mark.parametrize(
    "typed", ["từ 3 miền", "gạo st25", "cam cs1", "1.000,5", "trên 18 tuổi", "htx 3t", "0k", "dưới 0"]
)
def test_other_numbers_are_no_prices(typed: str) -> None:
    reading = read_numbers(tidy(typed))
    assert (reading.price_from_vnd, reading.price_to_vnd) == (None, None)
    assert reading.line == typed


@pytest.mark.parametrize(
    "typed", ["500ml", "5 kg", "hộp 10", "1 lít", "chai 500 ml", "hộp 10 quả", "2 x 500ml", "nửa kg"]
)
def test_pack_sizes_are_left_out(typed: str) -> None:
    reading = read_numbers(tidy(f"mật ong {typed}"))
    assert reading.ignored == [typed]
    assert reading.line.split() == ["mật", "ong"]


@given(st.text())
def test_whatever_is_typed_is_read(text: str) -> None:
    reading = read_numbers(tidy(text))
    assert set(reading.stars) <= {3, 4, 5}
    assert len(reading.line) == len(tidy(text))


@given(st.from_regex(AMOUNTS, fullmatch=True))
def test_a_price_runs_from_low_to_high(text: str) -> None:
    reading = read_numbers(text)
    low, high = reading.price_from_vnd, reading.price_to_vnd
    assert low is None or low > 0
    assert low is None or high is None or low <= high
    assert max(low or 0, high or 0) < 2**63
