"""What sellers type about lots."""

import re
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import format_date
from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from marketplace import stock
from marketplace.clock import today
from marketplace.refs import new_ref
from marketplace.reviews.texts import public_text
from marketplace.stock import TOLD_BY_SELLER, LotFacts
from marketplace.stock.errors import CountRefused
from marketplace.stock.lot_errors import CodeRefused, QuantityRefused, ReasonMissing
from marketplace.stock.models import Lot, MovementReason
from marketplace.traceability import StepFacts
from marketplace.traceability.errors import StepUntitled
from marketplace.traceability.models import LotStep
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.seller.lots.labels import REASONS

DATES: Final = ["%Y-%m-%d", "%d/%m/%Y"]
"""As the browser's calendar sends a day, or as one types it in Vietnam."""
ONCE: Final = re.compile(r"[0-9a-f]{12}", re.ASCII)
LONGEST: Final = 160
TODAY, YESTERDAY, OTHER = "hom-nay", "hom-qua", "khac"
SHORT: Final = Length(max=LONGEST, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))


def _public(text: str) -> str:
    return public_text(text, limit=LONGEST)


class PartForm(ShopForm):
    """One of several forms on a page: the ids of its fields begin with its own name."""

    part = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for form_field in self if self.part else ():
            form_field.id = f"{self.part}-{form_field.name}"


class OnceForm(PartForm):
    """A form that counts once, also when it is sent twice: it carries a reference of its own."""

    once = HiddenField(default=new_ref)

    @property
    def ref(self) -> str:
        """The reference, or another one where somebody changed it."""
        typed = str(self.once.data)
        return typed if ONCE.fullmatch(typed) else new_ref()


class LotForm(OnceForm):
    """The four questions about a new lot, and what may be typed over what is proposed."""

    made = RadioField(_("Ngày nào"), default=TODAY)
    made_on = DateField(_("Ngày khác"), [Optional()], format=DATES)
    quantity = StringField(
        _("Được bao nhiêu"), [InputRequired(_(QuantityRefused.sentence)), Reads(stock.parse_quantity)]
    )
    place = StringField(
        _("Làm ở đâu"), [InputRequired(_("Ghi nơi làm, khách đọc được trên tem.")), SHORT, Reads(_public)]
    )
    code = StringField(_("Mã lô"), [Length(max=40, message=_(CodeRefused.sentence))])
    packed_on = DateField(_("Ngày đóng gói"), [Optional()], format=DATES)
    harvested_on = DateField(_("Ngày thu hoạch"), [Optional()], format=DATES)
    best_before_on = DateField(_("Dùng trước"), [Optional()], format=DATES)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        day = today()
        self.made.choices = [
            SelectChoice(TODAY, gettext("Hôm nay")),
            SelectChoice(YESTERDAY, gettext("Hôm qua")),
            SelectChoice(OTHER, gettext("Ngày khác")),
        ]
        self.days = {TODAY: day, YESTERDAY: day - timedelta(days=1)}

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the four questions are answered; another day needs its date."""
        fits = bool(super().validate(*args, **kwargs))
        if self.made.data == OTHER and not self.made_on.data and not self.made_on.errors:
            self.made_on.errors = [gettext("Chọn ngày làm lô này.")]
            fits = False
        return fits

    @property
    def day(self) -> date:
        """The day that was chosen."""
        return self.days.get(str(self.made.data)) or self.made_on.data or today()

    @property
    def units(self) -> int:
        """How many, once the form is valid."""
        return stock.parse_quantity(self.quantity.data or "")

    def facts(self, proposed: LotFacts) -> LotFacts:
        """The proposal, with what was typed in its place."""
        typed = {name: self[name].data for name in ("code", "harvested_on", "best_before_on")}
        return stock.with_typed(proposed, **typed)

    def short_day(self, choice: str) -> str:
        """What stands below a choice: "CN 29/11"."""
        day = self.days.get(choice)
        return format_date(day, "EEE dd/MM") if day else gettext("mở lịch")


class MendForm(ShopForm):
    """Everything that a lot says of itself."""

    code = StringField(_("Mã lô"), [InputRequired(_(CodeRefused.sentence))])
    received = StringField(_("Số đã nhập"), [InputRequired(_(QuantityRefused.sentence)), Reads(stock.parse_quantity)])
    harvested_on = DateField(_("Ngày thu hoạch"), [Optional()], format=DATES)
    packed_on = DateField(_("Ngày đóng gói"), [InputRequired(_("Chọn ngày đóng gói."))], format=DATES)
    best_before_on = DateField(_("Dùng trước"), [Optional()], format=DATES)

    @property
    def facts(self) -> LotFacts:
        """What was typed, once the form is valid."""
        days = {name: self[name].data for name in ("packed_on", "harvested_on", "best_before_on")}
        return LotFacts(code=self.code.data or "", **days)

    @property
    def units(self) -> int:
        """How many came in."""
        return stock.parse_quantity(self.received.data or "")


class WithdrawalForm(OnceForm):
    """Units that left without an order."""

    part = "bot"

    reason = RadioField(_("Vì sao bớt"), [InputRequired(_(ReasonMissing.sentence))])
    quantity = StringField(
        _("Bớt bao nhiêu"), [InputRequired(_(QuantityRefused.sentence)), Reads(stock.parse_quantity)]
    )
    happened_on = DateField(_("Ngày nào"), [Optional()], format=DATES)
    note = StringField(_("Ghi chú"), [SHORT])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = [SelectChoice(reason.value, REASONS[reason]) for reason in TOLD_BY_SELLER]

    def told(self) -> dict[str, Any]:
        """The valid form as `stock.withdraw` takes it."""
        return {
            "quantity": stock.parse_quantity(self.quantity.data or ""),
            "reason": MovementReason(self.reason.data),
            "happened_on": self.happened_on.data or today(),
            "note": self.note.data or "",
            "ref": self.ref,
        }


class LotCountForm(PartForm):
    """How many units lie in the shed."""

    part = "dem"

    counted = StringField(_("Đếm được"), [InputRequired(_(CountRefused.sentence)), Reads(stock.parse_count)])

    @property
    def units(self) -> int:
        """The number, once the form is valid."""
        return stock.parse_count(self.counted.data or "")


class StepForm(OnceForm):
    """One step of a lot's story."""

    part = "ghi"

    title_vi = StringField(_("Đã làm gì"), [InputRequired(_(StepUntitled.sentence)), SHORT, Reads(_public)])
    happened_on = DateField(_("Ngày nào"), [Optional()], format=DATES)
    place_vi = StringField(_("Ở đâu"), [SHORT, Reads(_public)])
    title_en = StringField(_("Việc này bằng tiếng Anh"), [SHORT, Reads(_public)])
    place_en = StringField(_("Nơi này bằng tiếng Anh"), [SHORT, Reads(_public)])

    @property
    def facts(self) -> StepFacts:
        """What was typed, once the form is valid; without a day it was today."""
        texts = {name: self[name].data or "" for name in ("title_vi", "title_en", "place_vi", "place_en")}
        return StepFacts(happened_on=self.happened_on.data or today(), **texts)


def mend_form_of(lot: Lot, received: int) -> MendForm:
    """The form as it stands when nobody has typed anything."""
    return MendForm(formdata=None, obj=lot, data={"received": str(received)})


def step_form_of(step: LotStep) -> StepForm:
    """The same for a step."""
    return StepForm(formdata=None, obj=step)
