"""Vietnamese telephone numbers: read as people type them, kept as E.164, shown as people say them.

Numbering plan: mobile numbers have 10 digits, landlines (02…) 11; mobile numbers with 11 digits ended in 2018.
"""

import re
import unicodedata
from typing import Final

import phonenumbers

from marketplace.errors import DomainError
from marketplace.text import N_, clean_line

_SEPARATORS: Final = re.compile(r"[\s.\-‐‑–—()/]+")
_HOTLINE: Final = re.compile(r"0?1[89]00\d*")
_WITH_COUNTRY_CODE: Final = 10  # in anything shorter, 84 is the mobile prefix 084 without its zero


class WrongPhone(DomainError):
    """What was typed is not a Vietnamese telephone number that can be called back; says why."""


def parse_phone(text: str) -> str:
    """The number in E.164: "0912.345.678", "+84 912 345 678" and "84912345678" all give "+84912345678".

    Raises WrongPhone with the reason: missing, letters, too short, too long, hotline, foreign or unassigned.
    """
    digits = _digits(text)
    if _HOTLINE.fullmatch(digits):
        raise WrongPhone(N_("Số tổng đài 1800, 1900 không dùng được ở đây. Nhập số di động, ví dụ: 0912 345 678"))
    national = _national(digits)
    _check_length(national)
    number = phonenumbers.parse(national, "VN")
    if not phonenumbers.is_valid_number(number):
        raise WrongPhone(N_("Không có đầu số điện thoại này. Xem lại giúp, ví dụ: 0912 345 678"))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national_digits(text: str) -> str:
    """The digits of a number or of a part of one as they are searched, however it is spelled: neither trunk zero nor
    country code. Empty when the text is more than a number.
    """
    try:
        digits = _digits(text)
    except WrongPhone:
        return ""
    try:
        return _national(digits).lstrip("0")
    except WrongPhone:  # the middle of a number may look like a foreign one
        return digits.lstrip("+0")


def show_phone(e164: str) -> str:
    """The stored number as it is read out: "0912 345 678"; what stands there instead of one that was forgotten."""
    if not e164.startswith("+"):
        return e164
    number = phonenumbers.parse(e164, "VN")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def mask_phone(e164: str) -> str:
    """Enough to recognise one's own number and no more: "09•• ••• 678"."""
    shown = show_phone(e164)
    return shown[:2] + re.sub(r"\d", "•", shown[2:-3]) + shown[-3:]


def _digits(text: str) -> str:
    """Plain digits, after a plus sign perhaps. Full-width and other digits count; spaces, dots and hyphens do not."""
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", clean_line(text)))
    if not plain:
        raise WrongPhone(N_("Chưa có số điện thoại. Ví dụ: 0912 345 678"))
    if not re.fullmatch(r"\+?\d+", plain):
        raise WrongPhone(N_("Số điện thoại chỉ gồm chữ số. Ví dụ: 0912 345 678"))
    return "".join(char if char == "+" else str(unicodedata.digit(char)) for char in plain)


def _national(digits: str) -> str:
    """The number as dialled inside the country, with its leading 0."""
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("84") and len(digits) >= _WITH_COUNTRY_CODE:
        digits = f"+{digits}"
    if digits.startswith("+84"):
        digits = digits.removeprefix("+84")
    if digits.startswith("+"):
        raise WrongPhone(N_("Chỉ nhận số điện thoại Việt Nam, để người giao hàng gọi được. Ví dụ: 0912 345 678"))
    return f"0{digits.removeprefix('0')}"


def _check_length(national: str) -> None:
    """Say how many digits are missing or too many."""
    if re.fullmatch(r"01\d{9}", national):
        raise WrongPhone(N_("Số di động 11 chữ số đã đổi sang 10 chữ số từ năm 2018. Ví dụ: 0912 345 678"))
    missing = (11 if national.startswith("02") else 10) - len(national)
    if missing == 1:
        raise WrongPhone(N_("Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678"))
    if missing > 1:
        raise WrongPhone(N_("Số điện thoại thiếu %(count)d chữ số. Ví dụ: 0912 345 678"), count=missing)
    if missing == -1:
        raise WrongPhone(N_("Số điện thoại thừa 1 chữ số. Ví dụ: 0912 345 678"))
    if missing < -1:
        raise WrongPhone(N_("Số điện thoại thừa %(count)d chữ số. Ví dụ: 0912 345 678"), count=-missing)
