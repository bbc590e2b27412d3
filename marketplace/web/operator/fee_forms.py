"""The forms by which operators write rules about fees."""

import re
from datetime import date
from typing import Final

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import catalogue, sellers
from marketplace.catalogue.categories import CATEGORIES
from marketplace.errors import DomainError
from marketplace.fees import FeeKind, NewRule
from marketplace.money import parse_vnd
from marketplace.text import N_, clean_line
from marketplace.web.fee_words import KINDS
from marketplace.web.filters import say
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.operator.order_labels import PAYMENTS

_RATE: Final = re.compile(r"(\d{1,2})(?:[.,](\d{1,2}))?\s*%?", re.ASCII)
NOTE: Final = Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))


class RateUnreadable(DomainError):
    """What was typed is not a percentage."""

    sentence = N_("Không đọc được tỷ lệ “%(text)s”. Viết như 5 hoặc 1,5")

    def __init__(self, text: str) -> None:
        super().__init__(text=clean_line(text, 20))


def parse_rate(text: str) -> int:
    """Read a percentage as people write it, in basis points: 5 · 1,5 · 1.25 %. Raises RateUnreadable."""
    typed = _RATE.fullmatch(text.strip())
    if typed is None:
        raise RateUnreadable(text)
    return int(typed[1]) * 100 + int((typed[2] or "").ljust(2, "0"))


class RuleForm(ShopForm):
    """A rule that is to be written."""

    kind = SelectField(_("Loại phí"), choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()])
    rate = StringField(_("Tỷ lệ phần trăm giá bán"), [MayBeEmpty(), Reads(parse_rate)])
    fixed = StringField(_("Số tiền mỗi gói"), [MayBeEmpty(), Reads(parse_vnd)])
    least = StringField(_("Ít nhất mỗi gói"), [MayBeEmpty(), Reads(parse_vnd)])
    most = StringField(_("Nhiều nhất mỗi gói"), [MayBeEmpty(), Reads(parse_vnd)])
    category = SelectField(_("Nhóm hàng"), validate_choice=True)
    seller = StringField(_("Gian hàng"), [MayBeEmpty(), Reads(sellers.get_seller)])
    product = StringField(_("Món hàng"), [MayBeEmpty(), Reads(catalogue.get_any_product)])
    method = SelectField(
        _("Cách trả tiền"),
        choices=[
            SelectChoice("", _("Mọi cách")),
            *(SelectChoice(each.value, _(words)) for each, words in PAYMENTS.items()),
        ],
    )
    first_day = DateField(_("Từ ngày"), [InputRequired(_("Ghi ngày bắt đầu, ví dụ 01/01/2027."))], format=DATES)
    last_day = DateField(_("Đến hết ngày"), [MayBeEmpty()], format=DATES)
    note = StringField(_("Lý do"), [InputRequired(_("Ghi lý do để người sau còn hiểu.")), NOTE])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        everything = SelectChoice("", _("Mọi nhóm"))
        self.category.choices = [everything, *(SelectChoice(each.slug, say(each, "name")) for each in CATEGORIES)]

    def rule(self) -> NewRule:
        """The valid form as `fees.add_rule` takes it: what does not belong to the kind is left out."""
        kind = FeeKind(self.kind.data)
        is_fixed, method = kind == FeeKind.FIXED, self.method.data or None
        return NewRule(
            kind=kind,
            first_day=self.first_day.data or date.min,
            last_day=self.last_day.data,
            basis_points=0 if is_fixed or not self.rate.data else parse_rate(self.rate.data),
            fixed_vnd=parse_vnd(self.fixed.data) if is_fixed and self.fixed.data else 0,
            least_vnd=None if is_fixed else _amount(self.least),
            most_vnd=None if is_fixed else _amount(self.most),
            category=self.category.data or None,
            seller_id=sellers.get_seller(self.seller.data).id if self.seller.data else None,
            product_id=catalogue.get_any_product(self.product.data).id if self.product.data else None,
            method=method if kind == FeeKind.PAYMENT else None,
        )


class EndForm(ShopForm):
    """When a rule ends, and why."""

    last_day = DateField(
        _("Áp dụng đến hết ngày"), [InputRequired(_("Ghi ngày cuối, ví dụ 31/12/2026."))], format=DATES
    )
    end_note = StringField(_("Lý do kết thúc"), [InputRequired(_("Ghi lý do để người sau còn hiểu.")), NOTE])


def _amount(field: StringField) -> int | None:
    return parse_vnd(field.data) if field.data else None
