"""One pack size as a form: what it is, what it costs, and what it costs those who buy more."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.validators import Optional as MayBeEmpty

from marketplace import money
from marketplace.catalogue.drafts import Draft, Values
from marketplace.catalogue.errors import IncreaseRefused, WeighingMissing
from marketplace.catalogue.packs import parse_box, parse_content, parse_grams, parse_limit
from marketplace.catalogue.price_breaks import MOST_BREAKS
from marketplace.catalogue.weighing import HIGHEST_INCREASE_BP, Weighing, read_weighing
from marketplace.errors import DomainError
from marketplace.web.filters import vnd
from marketplace.web.forms import Reads
from marketplace.web.listing_labels import CONTENT_UNITS
from marketplace.web.seller.listing.forms import AtMost, StepForm, choices_of
from marketplace.web.seller.price_breaks import read_start


def _start() -> StringField:
    return StringField(_("Mua từ"), [MayBeEmpty(), Reads(read_start)])


def _price() -> StringField:
    return StringField(_("Giá mỗi món"), [MayBeEmpty(), Reads(money.parse_vnd)])


def read_percent(text: str) -> int:
    """Whole percents as basis points: "10", "10 %". Raises IncreaseRefused."""
    digits = text.replace("%", "").strip()
    if not (digits.isascii() and digits.isdigit() and int(digits) * 100 <= HIGHEST_INCREASE_BP):
        raise IncreaseRefused(most=HIGHEST_INCREASE_BP // 100)
    return int(digits) * 100


class PackForm(StepForm):
    """One pack size: what it is, what it costs, and what it costs those who buy more."""

    pack_vi = StringField(_("Cỡ gói"), [AtMost(80)])
    pack_en = StringField(_("Cỡ gói, tiếng Anh"), [AtMost(80)])
    content_amount = StringField(_("Lượng bên trong"), [MayBeEmpty(), Reads(parse_content)])
    content_unit = SelectField(_("Tính bằng"), choices=choices_of(CONTENT_UNITS))
    gross_grams = StringField(_("Cân cả vỏ và hộp"), [MayBeEmpty(), Reads(parse_grams)])
    most_per_buyer = StringField(_("Mỗi khách mua tối đa"), [MayBeEmpty(), Reads(parse_limit)])
    box = StringField(_("Kích thước thùng, cm"), [MayBeEmpty(), Reads(parse_box)])
    price = StringField(_("Giá khách trả"), [MayBeEmpty(), Reads(money.parse_vnd)])
    is_weighed = BooleanField(_("Cân từng con, từng quả lúc gói, khách trả theo cân thật"))
    kg_price = StringField(_("Giá mỗi kg"), [MayBeEmpty(), Reads(money.parse_vnd)])
    lightest = StringField(_("Mỗi con, mỗi quả nặng từ"), [MayBeEmpty(), Reads(parse_grams)])
    heaviest = StringField(_("Đến"), [MayBeEmpty(), Reads(parse_grams)])
    increase = StringField(_("Khách trả thêm nhiều nhất, phần trăm"), [MayBeEmpty(), Reads(read_percent)])
    start_1, price_1 = _start(), _price()
    start_2, price_2 = _start(), _price()
    start_3, price_3 = _start(), _price()

    @property
    def tiers(self) -> list[tuple[Field, Field]]:
        """Quantity and price of each lower price."""
        return [(self[f"start_{number}"], self[f"price_{number}"]) for number in range(1, MOST_BREAKS + 1)]

    @property
    def typed_vnd(self) -> int | None:
        """The price as far as it can be read, so that the page can say what it leaves."""
        weighing = self.weighing if self.is_weighed.data else None
        return weighing.estimate_vnd if weighing else read_price(self.price)

    @property
    def weighing(self) -> Weighing | None:
        """How it is weighed; None while something of that is missing or cannot be read."""
        fields = (self.kg_price, self.lightest, self.heaviest)
        if not all(field.data for field in fields):
            return None
        try:
            return Weighing(
                money.parse_vnd(self.kg_price.data or ""),
                parse_grams(self.lightest.data or ""),
                parse_grams(self.heaviest.data or ""),
                read_percent(self.increase.data or "0"),
            )
        except DomainError:
            return None

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether what is weighed says price, weights and ceiling."""
        is_valid = bool(super().validate(*args, **kwargs))
        if self.is_weighed.data and self.weighing is None and is_valid:
            self.refuse(WeighingMissing(), self.kg_price)
            return False
        return is_valid

    def fill_pack(self, draft: Draft, pack: Values) -> None:
        """Show what the draft holds of a pack size."""
        self.seen.data = str(draft.version)
        for name in ("pack_vi", "pack_en", "content_unit"):
            self[name].data = pack[name]
        self.content_amount.data = str(pack["content_amount"] or "")
        self.gross_grams.data = f"{pack['gross_grams']} g" if pack["gross_grams"] else ""
        self.most_per_buyer.data = str(pack.get("most_per_buyer") or "")
        self.box.data = " x ".join(map(str, pack.get("box_cm") or ()))
        self.price.data = vnd(pack["price_vnd"]) if pack["price_vnd"] else ""
        if weighing := read_weighing(pack.get("weighing")):
            self.is_weighed.data, self.kg_price.data = True, vnd(weighing.kg_price_vnd)
            self.lightest.data, self.heaviest.data = f"{weighing.lightest_grams} g", f"{weighing.heaviest_grams} g"
            self.increase.data = str(weighing.increase_bp // 100)
        for (start, price), (units, lower_vnd) in zip(self.tiers, pack["price_breaks"], strict=False):
            start.data, price.data = str(units), vnd(lower_vnd)

    def _price_vnd(self, weighing: Weighing | None) -> int | None:
        if weighing:
            return weighing.estimate_vnd
        return money.parse_vnd(self.price.data) if self.price.data else None

    def values(self) -> Values:
        """The pack size, once the form is valid. Raises UnreadableAmount for half a lower price."""
        weighing = self.weighing if self.is_weighed.data else None
        typed = [(start.data or "", price.data or "") for start, price in self.tiers if start.data or price.data]
        return {
            "pack_vi": self.pack_vi.data or "",
            "pack_en": self.pack_en.data or "",
            "content_amount": parse_content(self.content_amount.data) if self.content_amount.data else None,
            "content_unit": self.content_unit.data,
            "gross_grams": parse_grams(self.gross_grams.data) if self.gross_grams.data else None,
            "most_per_buyer": parse_limit(self.most_per_buyer.data) if self.most_per_buyer.data else None,
            "box_cm": parse_box(self.box.data) if self.box.data else None,
            "price_vnd": self._price_vnd(weighing),
            "weighing": weighing.stored() if weighing else None,
            "price_breaks": [[read_start(start), money.parse_vnd(price)] for start, price in typed],
        }


def read_price(field: Field) -> int | None:
    """The amount in a field, None while it holds none that can be read."""
    try:
        return money.parse_vnd(field.data or "")
    except money.UnreadableAmount:
        return None
