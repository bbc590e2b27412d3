"""What sellers say about stamps: how many, on which paper, and which the printer spoiled."""

from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField

from marketplace import stock
from marketplace.catalogue.gtin import parse_gtin
from marketplace.text import N_
from marketplace.traceability.rolls import MOST_STAMPS
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.seller.lots.forms import OnceForm
from marketplace.web.seller.lots.stamp_sheets import LAYOUTS, StampPaper

PAPERS: Final = {
    StampPaper.A4_40: N_("Giấy decal A4, 40 tem một tờ, tem 40 × 25 mm"),
    StampPaper.A4_24: N_("Giấy decal A4, 24 tem một tờ, tem 70 × 37 mm"),
    StampPaper.ROLL: N_("Cuộn tem 40 × 25 mm, máy in nhận PDF"),
    StampPaper.ZPL: N_("Cuộn tem 40 × 25 mm, máy in tem (tệp ZPL)"),
}


class RollForm(OnceForm):
    """How many stamps."""

    count = StringField(_("Bao nhiêu tem"), [Reads(stock.parse_quantity)])

    @property
    def units(self) -> int:
        """The number, once it is valid."""
        return stock.parse_quantity(self.count.data or "")


class GtinForm(ShopForm):
    """The number under the bars of a pack, or nothing."""

    gtin = StringField(_("Mã số mã vạch (GTIN)"), [Reads(parse_gtin)])


class PrintForm(ShopForm):
    """Which stamps, on which paper, and how many places of the first sheet are used up. Sent by an address."""

    class Meta:
        """An address brings no token: nothing changes."""

        csrf = False

    paper = RadioField(
        _("In trên giấy nào"),
        choices=[SelectChoice(str(paper), _(words)) for paper, words in PAPERS.items()],
        default=str(StampPaper.A4_40),
        name="giay",
    )
    number = StringField(_("Từ tem số"), name="tu")
    place = StringField(_("Bắt đầu ở ô"), name="o")

    @property
    def first(self) -> int:
        """The first number; what is none is 1."""
        return _number(self.number.data, MOST_STAMPS)

    @property
    def skipped(self) -> int:
        """How many places of the first sheet stay empty."""
        return _number(self.place.data, LAYOUTS[StampPaper(self.paper.data)].count) - 1


class SpoiledForm(ShopForm):
    """From which stamp to which; one for each roll on the page."""

    def __init__(self, roll: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for form_field in self:
            form_field.id = f"{form_field.name}-{roll}"

    first = StringField(_("Tem hỏng đầu tiên, số"), [Reads(stock.parse_quantity)])
    last = StringField(_("Tem hỏng cuối cùng, số"), [Reads(stock.parse_quantity)])

    @property
    def numbers(self) -> tuple[int, int]:
        """Both numbers, once they are valid."""
        return stock.parse_quantity(self.first.data or ""), stock.parse_quantity(self.last.data or "")


def _number(text: str | None, most: int) -> int:
    digits = (text or "").strip()
    return min(max(int(digits), 1), most) if digits.isascii() and digits.isdigit() and len(digits) < 9 else 1
