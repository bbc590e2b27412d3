"""Why an order is called off: a ready reason for each who may do so, or words of their own."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import Length

from marketplace.orders.reasons import CANCEL_REFUSALS, is_ready
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext


class CancellationForm(ShopForm):
    """One of the ready `reasons`, or other words, which go before it."""

    ready = RadioField(_("Vì sao hủy?"), validate_choice=False)
    reason = StringField(_("Lý do khác"), [Length(max=200, message=_("Lý do dài nhất %(max)d ký tự."))])

    def __init__(self, reasons: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ready.choices = [SelectChoice(reason, gettext(reason)) for reason in reasons]

    def said(self) -> str:
        """The reason in the words in which it is kept, empty when there is none."""
        ready = str(self.ready.data or "")
        return self.reason.data or (ready if is_ready(ready) else "")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether a reason was given, and a short one."""
        is_valid = bool(super().validate(*args, **kwargs))
        if is_valid and not self.said():
            self.reason.errors = [gettext("Chọn một lý do, hoặc viết vài chữ.")]
        return is_valid and bool(self.said())


class RefusalForm(CancellationForm):
    """Why an order goes on although its buyer wants it no more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(CANCEL_REFUSALS, *args, prefix="khong-huy", **kwargs)
        self.ready.label.text = gettext("Vì sao không hủy được?")


def shown(reason: str) -> str:
    """The reason of an order in the language of the page, where it is a ready one."""
    return gettext(reason) if is_ready(reason) else reason
