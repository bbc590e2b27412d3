"""The numbers of the tax office: what fits is read however it is spaced, what does not says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.sellers.tax_codes import (
    WEIGHTS,
    WrongNumber,
    masked,
    parse_branch_code,
    parse_personal_number,
    parse_tax_code,
)

REAL = ("0100233488", "0100112437", "0100109106", "9900000016", "9900000104")
PERSON = "017185000234"


@pytest.mark.parametrize("code", REAL)
def test_codes_that_were_issued_are_read(code: str) -> None:
    assert parse_tax_code(f" {code[:4]} {code[4:7]}.{code[7:]} ") == code


def test_digits_of_double_width_are_digits() -> None:
    assert parse_tax_code("０１００２３３４８８") == "0100233488"
    assert parse_personal_number("０１７１８５000234") == PERSON


@pytest.mark.parametrize("code", REAL)
@pytest.mark.parametrize("place", range(10))
def test_one_digit_mistyped_is_noticed(code: str, place: int) -> None:
    wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 :]
    with pytest.raises(WrongNumber):
        parse_tax_code(wrong)


@given(st.text("0123456789", min_size=9, max_size=9))
def test_of_ten_last_digits_one_fits_at_most(first: str) -> None:
    fitting = []
    for last in "0123456789":
        try:
            fitting.append(parse_tax_code(first + last))
        except WrongNumber:
            continue
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first, strict=True)) % 11
    assert len(fitting) == (0 if rest == 0 else 1)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Chưa ghi số"),
        ("990000001", "Thiếu 1 chữ số: cần 10, mới có 9"),
        ("99000000161", "Thừa 1 chữ số"),
        ("99O0000016", "chữ O với số 0"),
        (PERSON, "12 chữ số là số định danh cá nhân"),
        ("9900000016-001", "13 chữ số là mã của chi nhánh"),
    ],
)
def test_another_number_where_a_tax_code_belongs_is_told_apart(text: str, reason: str) -> None:
    with pytest.raises(WrongNumber, match=reason):
        parse_tax_code(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9900000016", "10 chữ số là mã của đơn vị mẹ"),
        ("9900000016-000", "001 đến 999"),
        (PERSON, "số định danh cá nhân"),
        ("9900000017-001", "gõ nhầm một chữ số"),
    ],
)
def test_a_branch_has_three_digits_more(text: str, reason: str) -> None:
    assert parse_branch_code("0314409058002") == "0314409058-002"
    with pytest.raises(WrongNumber, match=reason):
        parse_branch_code(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9900000016", "mã số thuế kiểu cũ"),
        ("01718500023", "Thiếu 1 chữ số"),
        ("000185000234", "Không có số định danh"),
        ("017999000234", "Không có số định danh"),
    ],
)
def test_a_personal_number_is_of_somebody_who_was_born(text: str, reason: str) -> None:
    assert parse_personal_number("017 185 000 234") == PERSON
    with pytest.raises(WrongNumber, match=reason):
        parse_personal_number(text)


def test_no_reason_repeats_the_number() -> None:
    for parse in (parse_tax_code, parse_branch_code, parse_personal_number):
        for text in ("017999000234", "01718500023", "9900000017"):
            with pytest.raises(WrongNumber) as refused:
                parse(text)
            assert text not in str(refused.value)


def test_a_mask_shows_the_last_three() -> None:
    assert masked(PERSON) == "•••••••••234"
