"""Trade item numbers (GTIN): what stands under the bars on a pack, kept as fourteen digits.

The last digit checks the others: from the right, weights 3, 1, 3, 1, and the sum is filled up to ten (GS1 General
Specifications, 7.9). Numbers that begin with 2 are a shop's own and mean nothing outside it.
"""

import re
from typing import Final

from sqlalchemy import select

from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from marketplace.errors import Conflict, DomainError
from marketplace.text import N_

LENGTHS: Final = (8, 12, 13, 14)
DIGITS: Final = 14


class GtinUnreadable(DomainError):
    """Not a number of 8, 12, 13 or 14 digits."""

    sentence = N_("Mã số mã vạch có 8, 12, 13 hoặc 14 chữ số, in dưới vạch trên bao bì. Ví dụ: 8930000000002")


class GtinWrong(DomainError):
    """The check digit does not fit."""

    sentence = N_("Chữ số cuối không khớp. Nhìn lại từng số dưới vạch rồi gõ lại.")


class GtinOfOneShop(DomainError):
    """A number that a shop prints for its own scales and tills."""

    sentence = N_("Số bắt đầu bằng 2 chỉ dùng trong một cửa hàng. Để trống nếu gói hàng chưa có mã do GS1 cấp.")


class GtinOfAnotherShop(Conflict):
    """A number stands for the goods of one maker; another shop's squares would lead to these."""

    sentence = N_(
        "Mã này đã ghi cho hàng của gian hàng khác. Xem lại số trên bao bì; nếu đúng là mã của mình, gọi chợ."
    )


def parse_gtin(text: str) -> str:
    """The number as fourteen digits; "" stays "". Raises GtinUnreadable, GtinWrong or GtinOfOneShop."""
    digits = re.sub(r"[\s.-]", "", text)
    if not digits:
        return ""
    if not (digits.isascii() and digits.isdigit() and len(digits) in LENGTHS):
        raise GtinUnreadable()
    full = digits.zfill(DIGITS)
    if _check_digit(full[:-1]) != full[-1] or not full.strip("0"):
        raise GtinWrong()
    if digits[-13:].startswith("2"):
        raise GtinOfOneShop()
    return full


def _check_digit(digits: str) -> str:
    weighted = sum(int(digit) * (3 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(digits)))
    return str(-weighted % 10)


def number_goods(variant: Variant, text: str) -> None:
    """Set the number of a pack size, or take it away with "". Raises as `parse_gtin` does, or GtinOfAnotherShop."""
    number = parse_gtin(text) or None
    others = select(Variant.id).join(Variant.product)
    others = others.where(Variant.gtin == number, Product.seller_id != variant.product.seller_id).limit(1)
    if number and db.session.scalar(others) is not None:
        raise GtinOfAnotherShop()
    variant.gtin = number
    db.session.flush()
