"""The form by which shops and operators make vouchers, and the table of the uses of one."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from flask import Response
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, Field, SelectField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import orders
from marketplace.errors import DomainError
from marketplace.money import parse_vnd
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind
from marketplace.vouchers.errors import (
    AmountMissing,
    CodeTaken,
    CodeUnreadable,
    EndsTooEarly,
    LeastTooSmall,
    LimitUnreadable,
    RateTooHigh,
)
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.filters import moment
from marketplace.web.forms import DATES, Reads, SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.voucher_words import KINDS

_WHOLE: Final = re.compile(r"[1-9]\d{0,6}", re.ASCII)
_PERCENT: Final = re.compile(r"(\d{1,2})\s*%?", re.ASCII)
NOTE: Final = Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))
FIELD_OF: Final[Mapping[type[DomainError], str]] = {
    CodeUnreadable: "code",
    CodeTaken: "code",
    RateTooHigh: "rate",
    LeastTooSmall: "least",
    EndsTooEarly: "last_day",
}
"""Beside which field an error is said."""


def parse_limit(text: str) -> int:
    """A number of uses. Raises LimitUnreadable."""
    if not _WHOLE.fullmatch(text.strip().replace(".", "")):
        raise LimitUnreadable()
    return int(text.strip().replace(".", ""))


def parse_percent(text: str) -> int:
    """A whole percentage in basis points. Raises AmountMissing."""
    typed = _PERCENT.fullmatch(text.strip())
    if typed is None or not int(typed[1]):
        raise AmountMissing()
    return int(typed[1]) * 100


class VoucherForm(ShopForm):
    """A voucher that is to be made."""

    code = StringField(_("Mã để khách nhập"), [InputRequired(_(CodeUnreadable.sentence))])
    kind = SelectField(_("Giảm kiểu nào"), choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()])
    rate = StringField(_("Giảm mấy phần trăm"), [MayBeEmpty(), Reads(parse_percent)])
    amount = StringField(_("Giảm bao nhiêu tiền"), [MayBeEmpty(), Reads(parse_vnd)])
    most = StringField(_("Giảm nhiều nhất mỗi đơn"), [MayBeEmpty(), Reads(parse_vnd)])
    least = StringField(_("Cho đơn từ"), [MayBeEmpty(), Reads(parse_vnd)])
    per_person = StringField(_("Mỗi người dùng mấy lần"), [MayBeEmpty(), Reads(parse_limit)])
    most_uses = StringField(_("Tất cả bao nhiêu lượt"), [MayBeEmpty(), Reads(parse_limit)])
    first_day = DateField(_("Từ ngày"), [InputRequired(_("Ghi ngày bắt đầu, ví dụ 01/01/2027."))], format=DATES)
    last_day = DateField(_("Đến hết ngày"), [InputRequired(_("Ghi ngày cuối, ví dụ 31/12/2026."))], format=DATES)
    is_public = BooleanField(_("Gợi ý mã này trong giỏ hàng của mọi khách hợp điều kiện"))
    note = StringField(_("Ghi chú cho người trong nhà"), [MayBeEmpty(), NOTE])

    def voucher(
        self, bearer: Bearer, *, seller_id: int | None, product_ids: list[int], families: list[str]
    ) -> NewVoucher:
        """The valid form as `vouchers.make` takes it: what does not belong to the kind is left out."""
        kind = VoucherKind(self.kind.data)
        return NewVoucher(
            code=self.code.data or "",
            kind=kind,
            bearer=bearer,
            first_day=self.first_day.data or date.min,
            last_day=self.last_day.data or date.min,
            basis_points=_read(self.rate, parse_percent) or 0 if kind == VoucherKind.PERCENT else 0,
            amount_vnd=_read(self.amount, parse_vnd) or 0 if kind == VoucherKind.AMOUNT else 0,
            most_vnd=None if kind == VoucherKind.AMOUNT else _read(self.most, parse_vnd) or None,
            least_vnd=_read(self.least, parse_vnd) or 0,
            per_person=_read(self.per_person, parse_limit),
            most_uses=_read(self.most_uses, parse_limit),
            seller_id=seller_id,
            product_ids=product_ids,
            families=families,
            is_public=bool(self.is_public.data),
        )

    def refuse_voucher(self, error: DomainError) -> None:
        """Say beside its field what speaks against the voucher."""
        name = FIELD_OF.get(type(error), "")
        if isinstance(error, AmountMissing):
            name = "amount" if self.kind.data == VoucherKind.AMOUNT else "rate"
        self.refuse(error, self[name] if name else None)


class StepForm(ShopForm):
    """Why a voucher is paused, resumed or ended."""

    step_note = StringField(_("Lý do"), [MayBeEmpty(), NOTE])


def uses_table(voucher: Voucher) -> Response:
    """The uses of a voucher as a file; amounts are plain numbers of dong."""
    heading = [gettext("Mã đơn"), gettext("Dùng lúc"), gettext("Giảm (đồng)"), gettext("Trả lại lượt lúc")]
    return csv.table(f"ma-giam-gia-{voucher.code.lower()}.csv", heading, _rows(voucher))


def _rows(voucher: Voucher) -> Iterator[list[Cell]]:
    for use in orders.all_uses_of_voucher(voucher.id):
        yield [use.code, moment(use.at), use.amount_vnd, moment(use.given_back_at) if use.given_back_at else ""]


def _read(field: Field, parse: Callable[[str], int]) -> int | None:
    return parse(field.data) if field.data else None
