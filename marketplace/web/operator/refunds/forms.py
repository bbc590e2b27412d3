"""What is given back of an order, by line, fee and goodwill, why and at whose cost; and the last word on the sum."""

from collections.abc import Iterator
from typing import Any, Final, TypedDict

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from marketplace import money, payments
from marketplace.orders.models import Order
from marketplace.payments.states import RefundBearer, RefundReason
from marketplace.refs import new_ref
from marketplace.web.forms import Reads, SelectChoice, ShopForm
from marketplace.web.operator.payment_labels import REFUND_BEARERS, REFUND_REASONS

BY_HAND: Final = (
    RefundReason.DAMAGED,
    RefundReason.WRONG,
    RefundReason.MISSING,
    RefundReason.RETURNED,
    RefundReason.LOST,
    RefundReason.GOODWILL,
)
"""The reasons that an operator gives; the others are the shop's own."""
LONGEST_NOTE: Final = 500
DIGITS: Final = 12


class Asked(TypedDict):
    """What the form says, as `payments.request_refund` takes it."""

    quantities: dict[int, int]
    shipping_vnd: int
    goodwill_vnd: int
    reason: RefundReason
    bearer: RefundBearer
    note: str


class RefundForm(ShopForm):
    """All but the units, of which `form_of` adds a field for each line."""

    with_shipping = BooleanField(_("Hoàn cả phí gửi"))
    goodwill = StringField(_("Bù thêm cho khách"), [Optional(), Reads(money.parse_vnd)])
    reason = RadioField(
        _("Vì sao hoàn"), choices=[SelectChoice(reason.value, _(REFUND_REASONS[reason])) for reason in BY_HAND]
    )
    bearer = RadioField(
        _("Ai chịu"), choices=[SelectChoice(bearer.value, _(words)) for bearer, words in REFUND_BEARERS.items()]
    )
    note = TextAreaField(
        _("Lý do, hai bên cùng đọc"),
        [
            DataRequired(_("Ghi vài chữ để khách và nơi bán hiểu vì sao hoàn.")),
            Length(max=LONGEST_NOTE, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )
    order: Order

    @property
    def unit_fields(self) -> list[Field]:
        """The field of each line of the order, in their order."""
        return [self[_name(position)] for position in range(len(self.order.lines))]

    def asked(self) -> Asked:
        """What is asked for; only after a successful check."""
        units = {line.id: field.data or 0 for line, field in zip(self.order.lines, self.unit_fields, strict=True)}
        fee_vnd = self.order.shipping_vnd - payments.refunded_shipping_vnd(self.order)
        return Asked(
            quantities={line: count for line, count in units.items() if count},
            shipping_vnd=fee_vnd if self.with_shipping.data else 0,
            goodwill_vnd=money.parse_vnd(self.goodwill.data) if self.goodwill.data else 0,
            reason=RefundReason(self.reason.data),
            bearer=RefundBearer(self.bearer.data),
            note=self.note.data or "",
        )

    def hidden(self) -> Iterator[tuple[str, str]]:
        """The same answers once more, as the form that confirms them carries them along."""
        for field in self:
            if field.name == "with_shipping":
                if field.data:
                    yield field.name, "y"
            elif field.data is not None:
                yield field.name, str(field.data)


class ConfirmForm(ShopForm):
    """The sum that goes back, and what had gone back of the order when it was looked at. `ref` makes it count once."""

    ref = HiddenField()
    seen = HiddenField(validators=[Reads(money.parse_vnd)])
    total = StringField(_("Gõ lại số tiền hoàn"), [DataRequired(_("Gõ số tiền.")), Reads(money.parse_vnd)])

    @property
    def safe_ref(self) -> str:
        """The name that the refund gets: the page's, where it is one."""
        ref = self.ref.data or ""
        return ref if len(ref) == DIGITS and ref.isascii() and ref.isalnum() and ref == ref.lower() else new_ref()


def form_of(order: Order, *args: Any, **kwargs: Any) -> RefundForm:
    """The form for this order: no more units of a line than have not gone back yet."""
    before = payments.refunded_units(order)
    fields = {
        _name(position): IntegerField(
            _("Số lượng hoàn"), [Optional(), _at_most(line.quantity - before.get(line.id, 0))], default=0
        )
        for position, line in enumerate(order.lines)
    }
    form: RefundForm = type("FormOfOrder", (RefundForm,), fields)(*args, meta={"csrf": False}, **kwargs)
    form.order = order
    return form


def _at_most(left: int) -> NumberRange:
    return NumberRange(0, left, _("Từ %(min)s đến %(max)s, phần chưa hoàn của món này."))


def _name(position: int) -> str:
    return f"units_{position + 1}"


class CancelForm(ShopForm):
    """Why nothing is given back after all."""

    note = StringField(
        _("Vì sao thôi hoàn"),
        [
            DataRequired(_("Ghi lý do, khách sẽ hỏi.")),
            Length(max=LONGEST_NOTE, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )
