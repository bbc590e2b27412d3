"""The forms by which operators ask shops for a change, or take their goods down."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, Field, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from marketplace.clock import VIETNAM, now, to_local, today
from marketplace.errors import DomainError
from marketplace.moderation import CaseKind, Demand, OrdersDecision, Told, reasons_for
from marketplace.moderation.actions import LONGEST_WORDS
from marketplace.moderation.errors import (
    AuthorityMissing,
    DeadlinePast,
    DemandInTheFuture,
    GroundMissing,
    OrdersUndecided,
    ReasonMissing,
)
from marketplace.moderation.reasons import DEMAND
from marketplace.web.case_labels import ORDERS
from marketplace.web.filters import say
from marketplace.web.forms import DATES, SelectChoice, ShopForm
from marketplace.web.locale import gettext

TO_ANSWER: Final = timedelta(days=7)
"""What is offered as the deadline."""
MOMENT: Final = "%d/%m/%Y %H:%M"
SHORT_ENOUGH: Final = Length(max=LONGEST_WORDS, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))


class CaseForm(ShopForm):
    """Ready reasons, own words, and until when the shop is to answer."""

    kind = CaseKind.CHANGE
    reasons = SelectMultipleField(_("Vì sao? Chọn một hoặc nhiều"), validate_choice=False)
    words = TextAreaField(_("Lời thêm cho nơi bán"), [SHORT_ENOUGH])
    until = DateField(
        _("Nơi bán trả lời trước hết ngày"), [InputRequired(_("Viết một ngày, ví dụ: 25/12/2026."))], format=DATES
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reasons.choices = [SelectChoice(each.code, say(each, "name")) for each in reasons_for(self.kind)]
        if self.until.data is None and not self.is_submitted():
            self.until.data = today() + TO_ANSWER

    def offer(self, codes: Iterable[str]) -> None:
        """Tick what the page already knows."""
        self.reasons.data = list(codes)

    def field_of(self, error: DomainError) -> Field | None:
        """The field that a refusal is about; None where it is about the whole."""
        if isinstance(error, ReasonMissing):
            return self.reasons
        return self.until if isinstance(error, DeadlinePast) else None

    def told(self, legal_ground: str = "") -> Told:
        """What was typed; only after a successful check."""
        until = self.until.data
        assert until
        return Told(tuple(self.reasons.data or ()), str(self.words.data or ""), until, legal_ground)


class TakedownForm(CaseForm):
    """The same with the legal ground, an authority's demand, and what becomes of open orders."""

    kind = CaseKind.TAKEDOWN
    legal_ground = StringField(_("Căn cứ"), [Length(max=200, message=_("Dài nhất %(max)d ký tự."))])
    authority = StringField(_("Cơ quan yêu cầu"), [Length(max=160, message=_("Dài nhất %(max)d ký tự."))])
    document = StringField(_("Số văn bản"), [Length(max=80, message=_("Dài nhất %(max)d ký tự."))])
    received = StringField(_("Nhận được lúc"))
    only_note = BooleanField(_("Mới ghi yêu cầu, chưa hạ: đồng hồ 24 giờ chạy"))
    orders = RadioField(_("Đơn đang mở có món này"), validate_choice=False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.orders.choices = [SelectChoice(each.value, gettext(text)) for each, text in ORDERS.items()]
        if not self.is_submitted():
            self.received.data = f"{to_local(now()):{MOMENT}}"

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it can be read; the moment only where an authority is named."""
        fits = super().validate(*args, **kwargs)
        if fits and self.is_demand and self._received_at() is None:
            self.received.errors = [gettext("Viết ngày giờ, ví dụ: 25/11/2026 14:30")]
            return False
        return fits

    def field_of(self, error: DomainError) -> Field | None:
        """The field that a refusal is about; None where it is about the whole."""
        about = {GroundMissing: self.legal_ground, DemandInTheFuture: self.received, OrdersUndecided: self.orders}
        if isinstance(error, AuthorityMissing):
            return self.document if self.authority.data else self.authority
        return about.get(type(error)) or super().field_of(error)

    @property
    def is_demand(self) -> bool:
        """Whether an authority demands it: whatever says so makes the authority and its paper required."""
        said = self.authority.data or self.document.data or self.only_note.data
        return bool(said) or DEMAND in (self.reasons.data or ())

    @property
    def demand(self) -> Demand:
        """The demand; only after a successful check."""
        received_at = self._received_at()
        assert received_at
        return Demand(str(self.authority.data or ""), str(self.document.data or ""), received_at)

    @property
    def decision(self) -> OrdersDecision | None:
        """What was chosen for open orders."""
        return decision_of(self.orders.data)

    def _received_at(self) -> datetime | None:
        try:
            return datetime.strptime(str(self.received.data or ""), MOMENT).replace(tzinfo=VIETNAM)
        except ValueError:
            return None


def decision_of(word: str | None) -> OrdersDecision | None:
    """A decision about open orders; None for anything else."""
    return OrdersDecision(word) if word in set(OrdersDecision) else None


class EndForm(ShopForm):
    """What the shop reads when it is well again."""

    note = StringField(_("Lời cho nơi bán"), [Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))])
