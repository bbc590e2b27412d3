import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.accounts.phones import WrongPhone, mask_phone, national_digits, parse_phone, show_phone


@pytest.mark.parametrize(
    "typed",
    [
        *("0912345678", "0912 345 678", "0912.345.678", "0912-345-678", "(0912) 345678", "09‑1234‑5678"),
        *("+84912345678", "+84 912 345 678", "84912345678", "0084 912 345 678", "+84 (0)912 345 678", "912345678"),
        *("０９１２３４５６７８", "٠٩١٢٣٤٥٦٧٨", "\u202a0912345678\u202c", " 0912345678\t"),
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert parse_phone(typed) == "+84912345678"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("091234567", "Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678"),
        ("+84 91234567", "Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678"),
        ("09123456", "Số điện thoại thiếu 2 chữ số. Ví dụ: 0912 345 678"),
        ("09123456789", "Số điện thoại thừa 1 chữ số. Ví dụ: 0912 345 678"),
        ("091234567890", "Số điện thoại thừa 2 chữ số. Ví dụ: 0912 345 678"),
        ("0912 345 67O", "Số điện thoại chỉ gồm chữ số. Ví dụ: 0912 345 678"),
        ("", "Chưa có số điện thoại. Ví dụ: 0912 345 678"),
        ("01234567890", "Số di động 11 chữ số đã đổi sang 10 chữ số từ năm 2018. Ví dụ: 0912 345 678"),
        ("0500000000", "Không có đầu số điện thoại này. Xem lại giúp, ví dụ: 0912 345 678"),
    ],
)
def test_a_wrong_number_is_refused_with_the_reason(typed: str, sentence: str) -> None:
    with pytest.raises(WrongPhone) as refusal:
        parse_phone(typed)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("typed", ["1900 1234", "1800 599 920", "19001234"])
def test_a_hotline_cannot_be_called_back(typed: str) -> None:
    with pytest.raises(WrongPhone, match="Số tổng đài"):
        parse_phone(typed)


@pytest.mark.parametrize("typed", ["+1 650 253 0000", "+66 81 234 5678", "0066812345678"])
def test_a_foreign_number_is_refused_with_the_reason(typed: str) -> None:
    with pytest.raises(WrongPhone, match="Chỉ nhận số điện thoại Việt Nam"):
        parse_phone(typed)


def test_landlines_have_eleven_digits() -> None:
    assert parse_phone("0218 3851 234") == "+842183851234"
    with pytest.raises(WrongPhone, match="thiếu 1 chữ số"):
        parse_phone("0218 3851 23")


def test_numbers_are_shown_as_they_are_read_out() -> None:
    assert show_phone("+84912345678") == "0912 345 678"
    assert show_phone("+842183851234") == "0218 3851 234"


def test_a_masked_number_keeps_its_ends() -> None:
    assert mask_phone("+84912345671") == "09•• ••• 671"


@given(st.text(st.characters(), max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert parse_phone(text).startswith("+84")
    except WrongPhone as refusal:
        assert "%(" not in str(refusal)


@given(st.text("0123456789 .+-()", max_size=16))
def test_what_is_accepted_is_shown_and_accepted_again(text: str) -> None:
    try:
        number = parse_phone(text)
    except WrongPhone:
        return
    assert parse_phone(show_phone(number)) == number


@pytest.mark.parametrize(
    "typed",
    [
        "0912 345 678",
        "+84 912.345.678",
        "84912345678",
        "0084-912-345-678",
        "(+84) 0912 345 678",
        "０９１２３４５６７８",
    ],
)
def test_every_spelling_that_is_read_is_searched_by_the_same_digits(typed: str) -> None:
    assert parse_phone(typed) == "+84" + national_digits(typed)


@pytest.mark.parametrize(
    ("typed", "digits"), [("0912", "912"), ("345 678", "345678"), ("Đinh", ""), ("2611-K7Q2M", "")]
)
def test_a_part_of_a_number_is_searched_as_well(typed: str, digits: str) -> None:
    assert national_digits(typed) == digits
