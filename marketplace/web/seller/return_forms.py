"""What a seller tells of a parcel that nobody took: why it turned round, and in which condition it came back."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField

from marketplace.orders.errors import ConditionRefused
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.reasons import NOT_DELIVERED
from marketplace.orders.states import Undelivered
from marketplace.orders.undelivered import TURNED_BACK, UNFIT
from marketplace.stock.models import MovementReason
from marketplace.web.filters import sentence_of
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.seller.lots.labels import REASONS


class TurningBackForm(ShopForm):
    """Why nobody took the parcel."""

    reason = RadioField(_("Vì sao không giao được?"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [SelectChoice(reason.value, gettext(NOT_DELIVERED[reason])) for reason in TURNED_BACK]

    def said(self) -> Undelivered | None:
        """The reason, if one of those that there are was chosen."""
        return next((reason for reason in TURNED_BACK if reason == self.reason.data), None)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether a reason was chosen."""
        is_valid = bool(super().validate(*args, **kwargs))
        if not self.said():
            self.reason.errors = [gettext("Chọn một lý do.")]
        return is_valid and bool(self.said())


class TakingInForm(ShopForm):
    """How many units of each line can be sold again, and what is wrong with the others."""

    unfit_as = SelectField(_("Phần không bán được bị sao?"), choices=[], validate_choice=False)

    def __init__(self, order: Order, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = order.sent_lines
        self.refused: dict[int, str] = {}
        choices = [("", gettext("Còn nguyên, bán lại được hết"))]
        self.unfit_as.choices = choices + [(reason.value, str(REASONS[reason])) for reason in UNFIT]

    def typed(self, line: OrderLine) -> str:
        """What stands in the field of a line: everything, until somebody types."""
        return request.form.get(f"fit-{line.id}", str(line.quantity))

    def fit(self) -> dict[int, int]:
        """How many units of each line can be sold again; what is no number is missing."""
        typed = {line.id: self.typed(line).strip() for line in self.lines}
        return {line_id: int(text) for line_id, text in typed.items() if text.isascii() and text.isdecimal()}

    def unfit(self) -> MovementReason | None:
        """What is wrong with the others."""
        return next((reason for reason in UNFIT if reason == self.unfit_as.data), None)

    def refuse_line(self, error: ConditionRefused) -> None:
        """Show beside the field of the line what was wrong with it."""
        self.refused[error.line_id] = sentence_of(error)
