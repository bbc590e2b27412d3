"""What sellers type about what a lot is made of: members' deliveries, and other lots."""

from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from marketplace import money, stock
from marketplace.catalogue.models import ContentUnit, Variant
from marketplace.clock import today
from marketplace.names import check_person
from marketplace.stock import Delivered
from marketplace.stock.lot_errors import MemberMissing, QuantityRefused
from marketplace.web.filters import goods, number
from marketplace.web.forms import Reads, SelectChoice
from marketplace.web.locale import current
from marketplace.web.seller.lots.forms import DATES, OnceForm

UNITS: Final = {ContentUnit.GRAM: "kg", ContentUnit.MILLILITRE: _("lít"), ContentUnit.PIECE: _("cái")}
"""In what deliveries are measured, by what the packs of the goods are."""


def per_price(unit: ContentUnit) -> int:
    """How many grams, millilitres or pieces a price is for."""
    return money.UNITS[unit][1]


class DeliveryForm(OnceForm):
    """One delivery of a member."""

    member = StringField(_("Ai giao"), [InputRequired(_(MemberMissing.sentence)), Reads(check_person)])
    amount = StringField(_("Bao nhiêu"), [InputRequired(_("Ghi lượng đã giao."))])
    price = StringField(_("Giá mua"), [InputRequired(_("Ghi giá mua, chưa có thì ghi 0.")), Reads(money.parse_vnd)])
    grade = StringField(_("Hạng, loại"), [Length(max=40, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))])
    delivered_on = DateField(_("Ngày giao"), [Optional()], format=DATES)

    def __init__(self, unit: ContentUnit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.in_thousandths = per_price(unit) > 1
        self.amount.validators = [*self.amount.validators, Reads(self._read)]

    @property
    def told(self) -> Delivered:
        """What was typed, once the form is valid."""
        return Delivered(
            member=self.member.data or "",
            amount=self._read(self.amount.data or ""),
            price_vnd=money.parse_vnd(self.price.data or ""),
            delivered_on=self.delivered_on.data or today(),
            grade=self.grade.data or "",
        )

    def _read(self, text: str) -> int:
        return stock.parse_amount(text, thousandths=self.in_thousandths)


class ConversionForm(OnceForm):
    """What was made, and how much of it; what was taken stands beside each lot."""

    into = SelectField(_("Làm ra món nào"))
    quantity = StringField(
        _("Được bao nhiêu"), [InputRequired(_(QuantityRefused.sentence)), Reads(stock.parse_quantity)]
    )
    made_on = DateField(_("Làm ngày nào"), [Optional()], format=DATES)

    def __init__(self, packs: list[Variant], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.into.choices = [SelectChoice(pack.ref, goods(pack.product, pack)) for pack in packs]


def measured(amount: int, unit: ContentUnit) -> str:
    """An amount as people write it: 12500 grams are "12,5 kg"."""
    size = per_price(unit)
    whole, part = divmod(amount, size)
    digits = f"{part:03d}".rstrip("0") if size > 1 else ""
    mark = "." if current() == "en" else ","
    return f"{number(whole)}{mark + digits if digits else ''} {UNITS[unit]}"
