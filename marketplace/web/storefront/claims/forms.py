"""What a buyer says about what arrived."""

from typing import IO, Any, Final

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import Length

from marketplace.orders.models import Order
from marketplace.returns import Asked, ClaimKind, Reason, Tellable, Wish
from marketplace.returns.states import CHANGES_OF_MIND, FAULTS
from marketplace.web.claim_files import chosen
from marketplace.web.claim_words import REASONS, WISHES
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext

WORDS: Final = {"bao": ClaimKind.CLAIM, "tra": ClaimKind.RETURN, "doi": ClaimKind.EXCHANGE}
"""The kinds as they stand in an address."""
MOST_UNITS: Final = 9_999


class OpenForm(ShopForm):
    """Which units, why, with which photos, and what is wished for."""

    reason = RadioField(_("Bị làm sao?"), validate_choice=False)
    words = TextAreaField(_("Kể thêm"), [Length(max=1000, message=_("Dài nhất %(max)d ký tự."))])
    wish = RadioField(_("Bạn muốn thế nào?"), validate_choice=False, default=Wish.MONEY.value)

    def __init__(self, order: Order, lines: list[Tellable], kind: ClaimKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.lines, self.kind = order, lines, kind
        minds = CHANGES_OF_MIND if kind != ClaimKind.CLAIM else ()
        self.reason.choices = [SelectChoice(each.value, gettext(REASONS[each])) for each in (*FAULTS, *minds)]
        self.wish.choices = [SelectChoice(each.value, gettext(WISHES[each])) for each in Wish]

    def is_chosen(self, line_id: int) -> bool:
        """Whether the line is ticked; a single one is from the start."""
        if not request.form:
            return sum(each.is_open for each in self.lines) == 1
        return f"mon-{line_id}" in request.form

    def typed(self, line_id: int) -> str:
        """What stands in the field of a line's quantity."""
        return request.form.get(f"so-{line_id}", "1")

    def asked(self) -> Asked:
        """The form as the rules take it; what is no number is more than anybody has."""
        reason = next((each for each in Reason if each == self.reason.data), None)
        wish = next((each for each in Wish if each == self.wish.data), Wish.MONEY)
        units = {each.line.id: _number(self.typed(each.line.id)) for each in self.lines if self.is_chosen(each.line.id)}
        return Asked(self.kind, units, reason, wish, self.words.data or "")


class WordsForm(ShopForm):
    """Something more to say, with photos."""

    words = TextAreaField(_("Viết cho nơi bán"), [Length(max=1000, message=_("Dài nhất %(max)d ký tự."))])


def photos_sent() -> list[IO[bytes]]:
    """The photos that came with the form."""
    return chosen("photos")


def film_sent() -> IO[bytes] | None:
    """The film that came with the form."""
    return next(iter(chosen("video")), None)


def _number(text: str) -> int:
    return int(text) if text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) < 5 else MOST_UNITS
