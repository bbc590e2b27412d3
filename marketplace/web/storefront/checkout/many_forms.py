"""What a buyer tells us who gives the same to many people: who they are, and the rows of a file."""

from collections.abc import Sequence
from typing import Final

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, RadioField
from wtforms.validators import Optional

from marketplace import accounts, orders, payments
from marketplace.accounts.phones import parse_phone
from marketplace.imports.errors import FileMissing
from marketplace.imports.receivers import COLUMNS, ReadRow, Receiver, judge, read_receivers
from marketplace.orders import Recipient
from marketplace.orders.states import PaymentMethod
from marketplace.spreadsheets.errors import TableTooBig
from marketplace.text import clean_line
from marketplace.web.forms import Reads, SelectChoice
from marketplace.web.storefront.checkout.gift import GiftForm
from marketplace.web.storefront.orders.order_labels import PAYMENTS

FILE: Final = "receivers"
MOST_BYTES: Final = 2 * 1024 * 1024
DROPPED: Final = "bo"


def ways_ahead() -> list[SelectChoice]:
    """The ways to pay before anything is sent."""
    ahead = (method for method in payments.offered_methods() if method != PaymentMethod.COD)
    return [SelectChoice(method.value, _(PAYMENTS[method])) for method in ahead]


class ManyForm(GiftForm):
    """Who gives and how it is paid; with the total that was seen and the token that makes it happen once."""

    email = EmailField(_("E-mail"), [Optional(), Reads(accounts.parse_email)])
    payment = RadioField(_("Trả tiền"), choices=ways_ahead)
    checkout_token = HiddenField()
    shown_total = HiddenField()

    def payer(self, first: Recipient) -> Recipient:
        """Whoever orders, as a purchase names its recipient; its place is that of the first receiver."""
        email = accounts.parse_email(self.email.data) if self.email.data else None
        phone = parse_phone(str(self.buyer_phone.data))
        return Recipient(str(self.sender_name.data), phone, first.province_code, first.commune_code, "", email)

    def total_seen_vnd(self) -> int:
        """The total on the page that was sent; -1, which equals no total, when it is not a number."""
        shown = self.shown_total.data or ""
        return int(shown) if shown.isascii() and shown.isdigit() and len(shown) <= 15 else -1


def rows_of_file() -> list[ReadRow]:
    """The rows of the file that was sent. Raises FileMissing, TableTooBig, or what reading it raises."""
    file = request.files.get(FILE)
    if file is None or not file.filename:
        raise FileMissing()
    data = file.stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise TableTooBig(most=MOST_BYTES // 1024**2)
    return read_receivers(data, most=orders.MOST_RECEIVERS)


def has_file() -> bool:
    """Whether a file was chosen: it goes before what stands on the page."""
    file = request.files.get(FILE)
    return bool(file and file.filename)


def rows_of_page() -> list[ReadRow]:
    """The rows as they stand on the page that was sent, mended or not, without those that are left out, in the order of
    the file: the page shows first what is wrong.
    """
    numbers = [text for text in request.form.getlist("dong")[: orders.MOST_RECEIVERS] if text.isdecimal()]
    dropped = set(request.form.getlist(DROPPED))
    kept = [int(text) for text in dict.fromkeys(numbers) if text.isascii() and len(text) < 8 and text not in dropped]
    return judge([(number, _cells(number)) for number in sorted(kept)])


def _cells(number: int) -> dict[str, str]:
    return {column.field: clean_line(request.form.get(f"o-{number}-{column.field}", ""), 1_000) for column in COLUMNS}


def recipients(rows: Sequence[ReadRow]) -> list[Recipient]:
    """The receivers of rows without mistakes, as orders take them."""
    return [_recipient(row.receiver) for row in rows if row.receiver]


def _recipient(told: Receiver) -> Recipient:
    return Recipient(
        name=told.name,
        phone=told.phone,
        province_code=told.commune.province.code,
        commune_code=told.commune.code,
        street=told.street,
        note=told.note,
        card_text=told.card_text,
    )
