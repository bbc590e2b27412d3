"""The forms by which operators write tables of delivery fees, and try a parcel on them."""

from datetime import date
from math import prod
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.validators import Optional as MayBeEmpty

from marketplace import places
from marketplace.catalogue.packs import parse_box, parse_grams
from marketplace.errors import DomainError
from marketplace.money import format_grams, parse_vnd
from marketplace.places.zones import Zone
from marketplace.shipping import FeeBearer, NewTariff, RateTable, Sent
from marketplace.text import N_, clean_line
from marketplace.web.filters import number
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.operator.fee_forms import NOTE, parse_rate
from marketplace.web.place_lines import parse_communes
from marketplace.web.tariff_words import BEARERS

FIRST_DAY = _("Ghi ngày bắt đầu, ví dụ 01/01/2027.")
WHY = _("Ghi lý do để người sau còn hiểu.")


class SizeUnreadable(DomainError):
    """What was typed is not a number of cubic centimetres."""

    sentence = N_("Không đọc được “%(text)s”. Ghi số cm³ tính là 1 kg, từ 1.000 đến 20.000, ví dụ 6.000")


def parse_size(text: str) -> int:
    """Read how many cm³ count as a kilogram. Raises SizeUnreadable."""
    digits = text.strip().replace(".", "").replace("\xa0", "")
    if not (digits.isascii() and digits.isdigit() and 1_000 <= int(digits[:9]) <= 20_000):
        raise SizeUnreadable(text=clean_line(text, 20))
    return int(digits)


def _dong(label: str) -> StringField:
    return StringField(label, [InputRequired(_("Ghi số tiền, 0 nếu không thu.")), Reads(parse_vnd)])


def _grams(label: str) -> StringField:
    return StringField(label, [InputRequired(_("Ghi cân nặng, ví dụ 2 kg.")), Reads(parse_grams)])


class TariffForm(ShopForm):
    """A table that is to be written, with a parcel to try it on."""

    first_day = DateField(_("Từ ngày"), [InputRequired(FIRST_DAY)], format=DATES)
    last_day = DateField(_("Đến hết ngày"), [MayBeEmpty()], format=DATES)
    first_grams = _grams(_("Nấc cân đầu"))
    further_grams = _grams(_("Mỗi nấc thêm"))
    province_first = _dong(_("Cùng tỉnh, nấc đầu"))
    province_further = _dong(_("Cùng tỉnh, nấc thêm"))
    region_first = _dong(_("Cùng miền, nấc đầu"))
    region_further = _dong(_("Cùng miền, nấc thêm"))
    nation_first = _dong(_("Khác miền, nấc đầu"))
    nation_further = _dong(_("Khác miền, nấc thêm"))
    size = StringField(_("Số cm³ tính là 1 kg"), [MayBeEmpty(), Reads(parse_size)])
    remote = _dong(_("Phụ thu đảo, vùng xa"))
    communes = TextAreaField(_("Xã vùng xa"), [MayBeEmpty(), Reads(parse_communes)])
    cash_free_to = _dong(_("Thu hộ miễn phí đến"))
    cash_rate = StringField(_("Phí thu hộ, phần trăm cả tiền hàng"), [MayBeEmpty(), Reads(parse_rate)])
    cash_least = _dong(_("Phí thu hộ ít nhất"))
    insurance_free_to = _dong(_("Bảo hiểm miễn phí đến"))
    insurance_rate = StringField(_("Phí bảo hiểm, phần trăm cả tiền hàng"), [MayBeEmpty(), Reads(parse_rate)])
    free_from = StringField(_("Miễn phí gửi từ"), [MayBeEmpty(), Reads(parse_vnd)])
    free_paid_by = SelectField(
        _("Ai trả khi miễn phí"), choices=[SelectChoice(each.value, words) for each, words in BEARERS.items()]
    )
    note = StringField(_("Lý do"), [InputRequired(WHY), NOTE])
    try_from = SelectField(_("Thử gửi từ"))
    try_to = SelectField(_("Đến"))
    try_grams = StringField(_("Cân nặng"), [MayBeEmpty(), Reads(parse_grams)])
    try_box = StringField(_("Cỡ hộp, cm"), [MayBeEmpty(), Reads(parse_box)])
    try_goods = StringField(_("Tiền hàng"), [MayBeEmpty(), Reads(parse_vnd)])
    try_cash = BooleanField(_("Trả tiền mặt khi nhận"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = [SelectChoice(each.code, each.short_name) for each in places.provinces()]
        self.try_from.choices = self.try_to.choices = provinces

    @classmethod
    def copied_from(cls, table: RateTable) -> "TariffForm":
        """The form with the prices of a table; the day and the reason are still to be written."""
        near, region, far = (table.rates[zone] for zone in Zone)
        prices = {
            "province_first": near.first_vnd,
            "province_further": near.further_vnd,
            "region_first": region.first_vnd,
            "region_further": region.further_vnd,
            "nation_first": far.first_vnd,
            "nation_further": far.further_vnd,
            "remote": table.remote_vnd,
            "cash_free_to": table.cash.free_to_vnd,
            "cash_least": table.cash.least_vnd,
            "insurance_free_to": table.insurance.free_to_vnd,
        }
        communes = [commune.line() for code in table.remote_communes if (commune := places.find_commune(code))]
        return cls(
            formdata=None,
            **{name: number(amount_vnd) for name, amount_vnd in prices.items()},
            first_grams=format_grams(table.first_grams),
            further_grams=format_grams(table.further_grams),
            size=number(table.cm3_per_kg) if table.cm3_per_kg else "",
            communes="\n".join(sorted(communes)),
            cash_rate=_rate(table.cash.basis_points),
            insurance_rate=_rate(table.insurance.basis_points),
            free_from=number(table.free_from_vnd) if table.free_from_vnd else "",
            free_paid_by=table.free_paid_by.value,
            try_grams="3 kg",
            try_goods=number(300_000),
        )

    def tariff(self) -> NewTariff:
        """The valid form as `shipping.add_tariff` takes it."""
        prices = ("province", "region", "nation")
        return NewTariff(
            first_day=self.first_day.data or date.min,
            last_day=self.last_day.data,
            first_grams=parse_grams(self.first_grams.data or ""),
            further_grams=parse_grams(self.further_grams.data or ""),
            cm3_per_kg=parse_size(self.size.data) if self.size.data else None,
            **{f"{name}_{step}_vnd": self._vnd(f"{name}_{step}") for name in prices for step in ("first", "further")},
            remote_vnd=self._vnd("remote"),
            remote_communes=parse_communes(self.communes.data or ""),
            cash_free_to_vnd=self._vnd("cash_free_to"),
            cash_bp=parse_rate(self.cash_rate.data) if self.cash_rate.data else 0,
            cash_least_vnd=self._vnd("cash_least"),
            insurance_free_to_vnd=self._vnd("insurance_free_to"),
            insurance_bp=parse_rate(self.insurance_rate.data) if self.insurance_rate.data else 0,
            free_from_vnd=(self._vnd("free_from") or None) if self.free_from.data else None,
            free_paid_by=FeeBearer(self.free_paid_by.data),
        )

    def parcel(self) -> Sent | None:
        """The parcel that is tried; None where its weight is not told."""
        if not self.try_grams.data:
            return None
        return Sent(
            origin_province=str(self.try_from.data),
            destination_province=str(self.try_to.data),
            grams=parse_grams(self.try_grams.data),
            goods_vnd=parse_vnd(self.try_goods.data) if self.try_goods.data else 0,
            cm3=prod(parse_box(self.try_box.data)) if self.try_box.data else 0,
            pays_cash=bool(self.try_cash.data),
        )

    def _vnd(self, name: str) -> int:
        return parse_vnd(self[name].data or "")


class EndTariffForm(ShopForm):
    """When a table ends, and why."""

    last_day = DateField(
        _("Áp dụng đến hết ngày"), [InputRequired(_("Ghi ngày cuối, ví dụ 31/12/2026."))], format=DATES
    )
    end_note = StringField(_("Lý do kết thúc"), [InputRequired(WHY), NOTE])


def _rate(basis_points: int) -> str:
    return f"{basis_points / 100:g}".replace(".", ",") if basis_points else ""
