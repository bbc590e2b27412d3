"""What sellers type about harvests still to come."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from marketplace import stock
from marketplace.catalogue.models import Variant
from marketplace.refs import new_ref
from marketplace.stock import LotFacts, ShortfallRule
from marketplace.stock.errors import CountRefused
from marketplace.stock.harvest_errors import RuleMissing
from marketplace.stock.lot_errors import QuantityRefused
from marketplace.stock.models import Lot
from marketplace.text import N_
from marketplace.web.filters import goods
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext

CHOICES = {
    ShortfallRule.PRO_RATA: N_("Chia đều theo số đã đặt"),
    ShortfallRule.FIRST_COME: N_("Ai đặt trước được trước"),
    ShortfallRule.REFUND: N_("Hủy cả đợt, không ai phải trả tiền"),
}
"""What a seller chooses between, in a few words; buyers read the sentences of `web/harvest_notes.py`."""


def _amount(label: Any) -> StringField:
    return StringField(label, [InputRequired(_(QuantityRefused.sentence)), Reads(stock.parse_quantity)])


class GoodsForm(ShopForm):
    """A form about one of the shop's pack sizes."""

    mon = SelectField(_("Món nào, cỡ nào"), validate_choice=False)

    def offer(self, packs: list[Variant]) -> None:
        """Let one of these be chosen."""
        self.mon.choices = [SelectChoice(pack.ref, goods(pack.product, pack)) for pack in packs]


class ChangeForm(ShopForm):
    """When it is expected, how much of it can be ordered and until when."""

    expected_on = DateField(
        _("Khoảng ngày nào thu hoạch"), [InputRequired(_("Ghi ngày thu hoạch, ví dụ 12/12/2026."))], format=DATES
    )
    capacity = _amount(_("Nhận đặt bao nhiêu gói"))
    orders_until = DateField(
        _("Nhận đặt đến hết ngày"), [InputRequired(_("Ghi ngày chốt đơn, ví dụ 10/12/2026."))], format=DATES
    )

    def told(self) -> dict[str, Any]:
        """The valid form as `orders.move_harvest` takes it."""
        days = {"expected_on": self.expected_on.data, "orders_until": self.orders_until.data}
        return days | {"capacity": stock.parse_quantity(self.capacity.data or "")}


class HarvestForm(ChangeForm, GoodsForm):
    """A harvest that can be ordered from now on."""

    rule = RadioField(_("Nếu thu được ít hơn"), default=ShortfallRule.PRO_RATA.value)
    once = HiddenField(default=new_ref)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule.choices = [SelectChoice(rule.value, gettext(words)) for rule, words in CHOICES.items()]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether everything is told; without a rule the form says so in the shop's words."""
        fits = bool(super().validate(*args, **kwargs))
        if self.rule.data not in CHOICES:
            self.rule.errors = []  # instead of the library's own words
            self.refuse(RuleMissing(), self.rule)
            return False
        return fits

    def told(self) -> dict[str, Any]:
        """The valid form as `stock.open_harvest` takes it."""
        return super().told() | {"rule": ShortfallRule(self.rule.data), "ref": str(self.once.data)}


class ReportForm(ShopForm):
    """What came in. `shown` is how much was ordered when the page said who gets how much."""

    harvested = StringField(
        _("Thu được bao nhiêu gói"), [InputRequired(_(CountRefused.sentence)), Reads(stock.parse_count)]
    )
    harvested_on = DateField(
        _("Thu hoạch ngày nào"), [InputRequired(_("Ghi ngày thu hoạch, ví dụ 12/12/2026."))], format=DATES
    )
    code = StringField(_("Mã lô"))
    shown = HiddenField()
    agreed = BooleanField(_("Tôi đã xem cách chia, báo cho khách"))

    @property
    def units(self) -> int:
        """How many, once the form is valid."""
        return stock.parse_count(self.harvested.data or "")

    @property
    def shown_taken(self) -> int:
        """How much was ordered when the seller looked; -1 where nobody did."""
        typed = str(self.shown.data or "")
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1

    def facts(self, lot: Lot) -> LotFacts:
        """What the lot says of itself from now on: proposed from the lot before, with what was typed in its place."""
        day = self.harvested_on.data
        assert day
        proposed = stock.propose(lot.variant, day)
        return stock.with_typed(proposed, code=self.code.data, harvested_on=day)


class DailyForm(GoodsForm):
    """So many every day."""

    per_day = _amount(_("Mỗi ngày có bao nhiêu gói"))

    @property
    def units(self) -> int:
        """How many, once the form is valid."""
        return stock.parse_quantity(self.per_day.data or "")
