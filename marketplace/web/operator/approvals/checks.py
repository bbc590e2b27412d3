"""What is compared before a person looks: each finding in a word or two, with what to look at.

Nothing is decided here. A finding that is wrong (`bad`) stands first, one to look at (`w`) next, what fits (`ok`) last.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import url_for

from marketplace import catalogue, places, sellers
from marketplace.approvals import Approval
from marketplace.catalogue.blocked_words import flags_in
from marketplace.reviews.errors import ContactInText, TextTooLong
from marketplace.reviews.texts import public_text
from marketplace.sellers.models import Seller
from marketplace.sellers.questions import Question
from marketplace.sellers.tax_codes import WrongNumber, parse_branch_code, parse_tax_code
from marketplace.text import fold
from marketplace.web.filters import say, sentence_of
from marketplace.web.locale import gettext

LONGEST_STORY: Final = 5_000
_STARS: Final = re.compile(r"\b[3-5] sao\b|\b[3-5][- ]stars?\b", re.IGNORECASE)
_RANK: Final = ("bad", "w", "ok")


@dataclass(frozen=True)
class Check:
    """One finding. `link` leads to what it was compared with."""

    text: str
    tone: str = "ok"
    detail: str = ""
    link: str = ""


def in_order(found: Iterable[Check]) -> list[Check]:
    """What is wrong first."""
    return sorted(found, key=lambda check: _RANK.index(check.tone))


def wanted(approval: Approval, field: str) -> Any:
    """What the field is to be: as it was asked for, else as it is."""
    return approval.after.get(field, getattr(approval.seller, field, None)) or ""


def of_seller(approval: Approval) -> Iterator[Check]:
    """Code, name, number, place and goods of somebody who wants to sell."""
    code, phone, name = (str(wanted(approval, field)) for field in ("tax_code", "phone", "name_vi"))
    alike = sellers.others_like(approval.seller, tax_code=code, phone=phone)
    yield _tax_code(code, has_personal_number=bool(approval.after.get(Question.PERSONAL_NUMBER.value)))
    yield from _with_the_same_code(code, alike)
    yield _name(approval.seller, name)
    if shared := [each for each in alike if phone and each.phone == phone]:
        yield Check(gettext("Số điện thoại này có ở nơi bán khác"), "w", _names(shared), _file(shared[0]))
    if approval.after.get("phone_confirmed") is False:
        yield Check(gettext("Số điện thoại chưa xác nhận bằng mã"), "w", gettext("Gọi số này trước khi duyệt."))
    yield _place(str(wanted(approval, "commune_code")), str(wanted(approval, "province_code")))
    yield _readiness(approval.seller)
    yield from of_texts(name)


def of_story(approval: Approval) -> Iterator[Check]:
    """What a shop wants to say of itself."""
    texts = [str(wanted(approval, field)) for field in ("tagline_vi", "story_vi", "tagline_en", "story_en")]
    yield from of_texts(*texts)
    if not (texts[2] and texts[3]):
        yield Check(gettext("Chưa có bản tiếng Anh"), "w", gettext("Trang tiếng Anh dùng chữ tiếng Việt."))


def of_texts(*texts: str) -> Iterator[Check]:
    """What may not stand in public: contacts, blocked words, stars that outlive their certificate."""
    whole = "\n".join(texts)
    flags = flags_in(whole)
    for flag in flags:
        yield Check(gettext("Có chữ không được dùng: “%(words)s”", words=flag.text), "bad", say(flag.reason, "why"))
    if not flags:
        yield Check(gettext("Không có chữ bị cấm"))
    try:
        public_text(whole, limit=LONGEST_STORY)
    except ContactInText:
        yield Check(gettext("Có số điện thoại hoặc e-mail trong lời"), "bad")
    except TextTooLong:
        yield Check(gettext("Lời dài quá"), "w")
    if stars := _STARS.search(whole):
        detail = gettext("Sao hết hạn theo giấy, chữ thì ở lại. Chỉ dấu của giấy được nói số sao.")
        yield Check(gettext("Lời nói đến “%(words)s”", words=stars.group()), "w", detail)


def _tax_code(code: str, *, has_personal_number: bool) -> Check:
    if has_personal_number:
        return Check(gettext("Mã là số định danh 12 số"), "w", gettext("Số này không có số kiểm tra. So với giấy."))
    if not code:
        return Check(gettext("Chưa có mã số thuế"), "bad")
    try:
        (parse_branch_code if "-" in code else parse_tax_code)(code)
    except WrongNumber as error:
        return Check(gettext("Mã số thuế sai"), "bad", sentence_of(error))
    return Check(gettext("Mã số thuế đúng số kiểm tra"))


def _with_the_same_code(code: str, alike: list[Seller]) -> Iterator[Check]:
    same = [each for each in alike if code and each.tax_code == code]
    if same:
        yield Check(gettext("Mã số thuế đã có ở nơi bán khác"), "bad", _names(same), _file(same[0]))
    elif code:
        yield Check(gettext("Mã số thuế chưa có ở nơi bán nào khác"))


def _name(seller: Seller, name: str) -> Check:
    if fold(name) != fold(seller.name_vi):
        return Check(gettext("Tên khác tên trong sổ"), "w", gettext("Trong sổ: %(name)s", name=seller.name_vi))
    if namesakes := sellers.namesakes_of(seller, name):
        return Check(gettext("Đã có nơi bán cùng tên"), "w", _places(namesakes), _file(namesakes[0]))
    return Check(gettext("Tên khớp sổ, không trùng nơi nào"))


def _place(commune_code: str, province_code: str) -> Check:
    commune = places.find_commune(commune_code)
    if commune is None:
        return Check(gettext("Chưa chọn xã"), "w", gettext("Phí gửi chỉ tính được theo tỉnh."))
    if commune.province.code != province_code:
        return Check(gettext("Xã không thuộc tỉnh đã chọn"), "bad")
    return Check(gettext("Xã có trong danh mục hành chính nay"))


def _readiness(seller: Seller) -> Check:
    goods = catalogue.count_products(seller.id)[1]
    missing = [gettext(name) for name in sellers.missing_of(seller, goods=goods)]
    if missing:
        return Check(gettext("Chưa đủ để mở gian hàng"), "bad", gettext("Còn thiếu: %(what)s", what=", ".join(missing)))
    return Check(gettext("Đủ để mở gian hàng"), detail=gettext("%(count)s món hàng", count=goods))


def _names(found: list[Seller]) -> str:
    return ", ".join(str(say(each, "name")) for each in found)


def _places(found: list[Seller]) -> str:
    return "; ".join(each.printed_place_vi for each in found)


def _file(seller: Seller) -> str:
    return url_for("operator_sellers.show", slug=seller.slug)
