"""Numbers by which the tax office knows a seller: ten digits, thirteen of a branch, or a person's own twelve.

Ten digits N1 to N10: N10 is 10 minus the weighted sum of the others modulo 11, and codes for which that is 10 are never
issued. A branch has three more, 001 to 999. Since 1 July 2025 households and persons have their personal identification
number instead (Circular 86/2024/TT-BTC): three digits of the place of registration, one of century and sex, two of the
year of birth, six at random; it has no check digit (Decree 137/2015, article 13).
"""

import re
import unicodedata
from typing import Final

from marketplace.clock import today
from marketplace.errors import DomainError
from marketplace.text import N_, clean_line

WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)
OF_ORGANISATION, OF_BRANCH, OF_PERSON = 10, 13, 12
_SEPARATORS: Final = re.compile(r"[\s.\-‐‑–—/]+")
SHOWN: Final = 3


class WrongNumber(DomainError):
    """What was typed is not the number that was asked for; says why, and never repeats it."""


def parse_tax_code(text: str) -> str:
    """The ten digits of an organisation, however they are spaced. Raises WrongNumber."""
    digits = _digits(text)
    if len(digits) == OF_PERSON:
        raise WrongNumber(
            N_("12 chữ số là số định danh cá nhân. Ở đây cần mã số thuế 10 chữ số, in trên giấy đăng ký.")
        )
    if len(digits) == OF_BRANCH:
        raise WrongNumber(N_("13 chữ số là mã của chi nhánh. Ghi 10 số đầu, hoặc chọn lại người bán là chi nhánh."))
    _check_length(digits, OF_ORGANISATION)
    _check_digit(digits)
    return digits


def parse_branch_code(text: str) -> str:
    """The code of a branch as it is printed: "0314409058-002". Raises WrongNumber."""
    digits = _digits(text)
    if len(digits) == OF_ORGANISATION:
        raise WrongNumber(N_("10 chữ số là mã của đơn vị mẹ. Chi nhánh có thêm 3 số ở cuối, ví dụ: 0000000012-001"))
    if len(digits) == OF_PERSON:
        raise WrongNumber(N_("12 chữ số là số định danh cá nhân. Mã số thuế của chi nhánh có 13 chữ số."))
    _check_length(digits, OF_BRANCH)
    _check_digit(digits[:OF_ORGANISATION])
    if digits.endswith("000"):
        raise WrongNumber(N_("3 số cuối của chi nhánh là 001 đến 999. So lại với giấy đăng ký."))
    return f"{digits[:OF_ORGANISATION]}-{digits[OF_ORGANISATION:]}"


def parse_personal_number(text: str) -> str:
    """The twelve digits of a person. Raises WrongNumber."""
    digits = _digits(text)
    if len(digits) in (OF_ORGANISATION, OF_BRANCH):
        raise WrongNumber(
            N_("Đây là mã số thuế kiểu cũ. Từ 01/07/2025 hộ và cá nhân dùng số định danh 12 chữ số, in trên căn cước.")
        )
    _check_length(digits, OF_PERSON)
    born = 1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6])
    if digits.startswith("000") or born > today().year:
        raise WrongNumber(N_("Không có số định danh nào như thế. So lại 12 chữ số với căn cước."))
    return digits


def masked(number: str) -> str:
    """Enough to recognise one's own number and no more: its last three digits."""
    return "•" * (len(number) - SHOWN) + number[-SHOWN:]


def _digits(text: str) -> str:
    plain = _SEPARATORS.sub("", unicodedata.normalize("NFKC", clean_line(text, 60)))
    if not plain:
        raise WrongNumber(N_("Chưa ghi số."))
    if not (plain.isascii() and plain.isdigit()):
        raise WrongNumber(N_("Số này chỉ gồm chữ số. Xem lại chữ O với số 0, chữ l với số 1."))
    return plain


def _check_length(digits: str, wanted: int) -> None:
    missing = wanted - len(digits)
    if missing > 0:
        raise WrongNumber(
            N_("Thiếu %(count)s chữ số: cần %(wanted)s, mới có %(got)s."), count=missing, wanted=wanted, got=len(digits)
        )
    if missing < 0:
        raise WrongNumber(
            N_("Thừa %(count)s chữ số: cần %(wanted)s, đang có %(got)s."),
            count=-missing,
            wanted=wanted,
            got=len(digits),
        )


def _check_digit(digits: str) -> None:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    if 10 - total % 11 != int(digits[9]):
        raise WrongNumber(N_("Mã số thuế này gõ nhầm một chữ số. So lại từng số với tờ giấy."))
