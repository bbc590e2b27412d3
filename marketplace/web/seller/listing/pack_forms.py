"""One pack size as a form: what it is, what it costs, and what it costs those who buy more."""

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, StringField
from wtforms.validators import Optional as MayBeEmpty

from marketplace import money
from marketplace.catalogue.drafts import Draft, Values
from marketplace.catalogue.packs import parse_box, parse_content, parse_grams, parse_limit
from marketplace.catalogue.price_breaks import MOST_BREAKS
from marketplace.web.filters import vnd
from marketplace.web.forms import Reads
from marketplace.web.listing_labels import CONTENT_UNITS
from marketplace.web.seller.listing.forms import AtMost, StepForm, choices_of
from marketplace.web.seller.price_breaks import read_start


def _start() -> StringField:
    return StringField(_("Mua từ"), [MayBeEmpty(), Reads(read_start)])


def _price() -> StringField:
    return StringField(_("Giá mỗi món"), [MayBeEmpty(), Reads(money.parse_vnd)])


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
        return read_price(self.price)

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
        for (start, price), (units, lower_vnd) in zip(self.tiers, pack["price_breaks"], strict=False):
            start.data, price.data = str(units), vnd(lower_vnd)

    def values(self) -> Values:
        """The pack size, once the form is valid. Raises UnreadableAmount for half a lower price."""
        typed = [(start.data or "", price.data or "") for start, price in self.tiers if start.data or price.data]
        return {
            "pack_vi": self.pack_vi.data or "",
            "pack_en": self.pack_en.data or "",
            "content_amount": parse_content(self.content_amount.data) if self.content_amount.data else None,
            "content_unit": self.content_unit.data,
            "gross_grams": parse_grams(self.gross_grams.data) if self.gross_grams.data else None,
            "most_per_buyer": parse_limit(self.most_per_buyer.data) if self.most_per_buyer.data else None,
            "box_cm": parse_box(self.box.data) if self.box.data else None,
            "price_vnd": money.parse_vnd(self.price.data) if self.price.data else None,
            "price_breaks": [[read_start(start), money.parse_vnd(price)] for start, price in typed],
        }


def read_price(field: Field) -> int | None:
    """The amount in a field, None while it holds none that can be read."""
    try:
        return money.parse_vnd(field.data or "")
    except money.UnreadableAmount:
        return None
