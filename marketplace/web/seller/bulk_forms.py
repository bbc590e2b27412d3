"""What is to be done to many listings, as a form in an address: nothing is changed by sending it."""

import re
from typing import Any, Final

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from marketplace.listings import Change, ChangeKind
from marketplace.listings.errors import PercentRefused
from marketplace.listings.models import OF_PRICES
from marketplace.money import UnreadableAmount, format_vnd, parse_vnd
from marketplace.text import N_
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.labels import Tab
from marketplace.web.locale import current, gettext

HIGHEST_PERCENT: Final = 500
KINDS: Final = {
    ChangeKind.PRICE_PERCENT: Tab("phan-tram", N_("Đổi giá theo phần trăm")),
    ChangeKind.PRICE_AMOUNT: Tab("so-tien", N_("Đổi giá theo số tiền")),
    ChangeKind.LIST: Tab("ban", N_("Bán lại")),
    ChangeKind.DELIST: Tab("ngung", N_("Ngừng bán")),
    ChangeKind.ARCHIVE: Tab("cat", N_("Cất đi")),
    ChangeKind.RESTORE: Tab("lay-lai", N_("Lấy lại món đã cất")),
}
STEPS: Final = (1_000, 500, 5_000, 10_000, 1)
_KIND_OF: Final = {tab.word: kind for kind, tab in KINDS.items()}


def parse_percent(text: str) -> int:
    """Read a share as people write it, 10 · 7,5 · 10 %, in basis points. Raises PercentRefused."""
    typed = re.fullmatch(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?", text.strip(), re.ASCII)
    points = int(typed[1]) * 100 + int((typed[2] or "0").ljust(2, "0")) if typed else 0
    if not 10 <= points <= HIGHEST_PERCENT * 100:
        raise PercentRefused()
    return points


class ChangeForm(ShopForm):
    """What to do, and of prices how far and in which steps."""

    viec = RadioField(_("Đổi gì?"), [InputRequired(_("Chọn việc cần làm."))])
    huong = RadioField(
        _("Tăng hay giảm?"),
    )
    muc = StringField(_("Bao nhiêu"))
    tron = SelectField(_("Làm tròn"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(meta={"csrf": False}, **kwargs)
        self.viec.choices = [SelectChoice(tab.word, gettext(tab.name)) for tab in KINDS.values()]
        self.huong.choices = [SelectChoice("tang", gettext("Tăng")), SelectChoice("giam", gettext("Giảm"))]
        self.tron.choices = [SelectChoice(str(step), _step(step)) for step in STEPS]
        for field, usual in ((self.huong, "tang"), (self.tron, str(STEPS[0]))):
            if not field.raw_data:
                field.data = usual

    @property
    def kind(self) -> ChangeKind | None:
        """What is chosen so far."""
        return _KIND_OF.get(self.viec.data or "")

    def validate_muc(self, field: Field) -> None:
        """Prices need a share or an amount that can be read."""
        if self.kind not in OF_PRICES:
            return
        try:
            self._amount()
        except (PercentRefused, UnreadableAmount) as error:
            self.refuse(error, field)

    def _amount(self) -> int:
        read = parse_percent if self.kind == ChangeKind.PRICE_PERCENT else parse_vnd
        return read(self.muc.data or "")

    @property
    def change(self) -> Change:
        """What is wanted, once the form is valid."""
        kind = _KIND_OF[self.viec.data]
        if kind not in OF_PRICES:
            return Change(kind)
        sign = -1 if self.huong.data == "giam" else 1
        return Change(kind, sign * self._amount(), int(self.tron.data))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The answers as hidden fields of the form that confirms them."""
        return [(field.name, str(field.data or "")) for field in self]


def sent_form() -> ChangeForm:
    """What the address says."""
    return ChangeForm(formdata=request.args)


def name_of(change: Change) -> str:
    """A change in words: "Giá tăng 10 %, làm tròn đến 1.000 ₫"."""
    if not change.is_of_prices:
        return gettext(KINDS[change.kind].name)
    far = format_vnd(abs(change.amount), current())
    if change.kind == ChangeKind.PRICE_PERCENT:
        percent = f"{abs(change.amount) / 100:g}"
        far = f"{percent if current() == 'en' else percent.replace('.', ',')}\u00a0%"
    moved = gettext("Giá giảm %(far)s", far=far) if change.amount < 0 else gettext("Giá tăng %(far)s", far=far)
    return f"{moved}, {_step(change.step_vnd)[0].lower()}{_step(change.step_vnd)[1:]}"


def _step(step_vnd: int) -> str:
    if step_vnd == 1:
        return gettext("Không làm tròn")
    return gettext("Làm tròn đến %(step)s", step=format_vnd(step_vnd, current()))
