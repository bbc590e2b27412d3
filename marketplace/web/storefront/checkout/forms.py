"""What a buyer tells us at checkout."""

from typing import Self

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, RadioField, StringField, TelField
from wtforms.validators import DataRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from marketplace import accounts, places
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.gateways.phones import reach_phones
from marketplace.names import check_person
from marketplace.orders import Recipient
from marketplace.orders.models import Purchase
from marketplace.orders.states import PaymentMethod
from marketplace.web.forms import Reads
from marketplace.web.storefront.delivery_place.fields import PlaceForm, commune_field, province_field
from marketplace.web.storefront.payment.forms import offered_ways

TOO_LONG = _("Dài nhất %(max)d ký tự.")
STREET = _("Số nhà, ngõ, đường hoặc thôn, xóm")
NO_STREET = _("Ghi số nhà, đường hoặc thôn, xóm để người giao tìm được.")


class CheckoutForm(PlaceForm):
    """Who receives, where, and how it is paid; with the total the buyer saw and the token that makes it happen once."""

    phone = TelField(_("Số điện thoại"), [Reads(parse_phone)])
    name = StringField(_("Họ và tên"), [DataRequired(_("Ghi họ tên người nhận.")), Reads(check_person)])
    email = EmailField(_("E-mail"), [MayBeEmpty(), Reads(accounts.parse_email)])
    province_code = province_field()  # here again, because errors are listed in the order of the page
    commune_code = commune_field()
    street = StringField(STREET, [DataRequired(NO_STREET), Length(max=200, message=TOO_LONG)])
    old_address = StringField(_("Địa chỉ cũ, có quận, huyện"), [Length(max=200, message=TOO_LONG)])
    note = StringField(_("Dặn người giao"), [Length(max=300, message=TOO_LONG)])
    payment = RadioField(_("Trả tiền"), choices=offered_ways, default=PaymentMethod.COD.value)
    checkout_token = HiddenField()
    shown_total = HiddenField()
    shown_cash = HiddenField()

    @classmethod
    def filled_from(cls, purchase: Purchase) -> Self:
        """The form as the same person filled it in last time."""
        return cls(
            formdata=None,
            phone=show_phone(purchase.phone),
            name=purchase.recipient_name,
            email=purchase.email,
            province_code=purchase.province_code,
            commune_code=purchase.commune_code,
            street=purchase.street,
            old_address=purchase.old_address,
        )

    def waive_street(self) -> None:
        """Nothing is brought to a door: whoever fetches everything says who they are, and no house."""
        self.street.validators = [Length(max=200, message=TOO_LONG)]
        self.street.flags.required = False

    @property
    def asks_street(self) -> bool:
        """Whether the street has to be there."""
        return bool(self.street.flags.required)

    @property
    def is_told_by_phone(self) -> bool:
        """Whether news of the order goes to the telephone, too."""
        return reach_phones()

    def recipient(self) -> Recipient:
        """The valid form as the order keeps it."""
        return Recipient(
            name=str(self.name.data),
            phone=parse_phone(str(self.phone.data)),
            email=accounts.parse_email(self.email.data) if self.email.data else None,
            province_code=str(self.province_code.data),
            commune_code=str(self.commune_code.data),
            street=str(self.street.data),
            old_address=self.old_address.data or "",
            note=self.note.data or "",
        )

    def destination(self) -> tuple[str, str] | None:
        """Province and commune as far as they are chosen and fit together; the commune may still be empty."""
        try:
            province = places.get_province(self.province_code.data or "").code
        except places.UnknownPlace:
            return None
        commune = places.find_commune(self.commune_code.data or "")
        return province, commune.code if commune and commune.province.code == province else ""

    def total_seen_vnd(self) -> int:
        """The total on the page that was sent, for the way to pay that was chosen; -1, which equals no total, when it
        is not a number.
        """
        is_cash = self.payment.data == PaymentMethod.COD
        shown = (self.shown_total.data or "", (self.shown_cash.data or "0") if is_cash else "0")
        is_known = all(text.isascii() and text.isdigit() and len(text) <= 15 for text in shown)
        return sum(map(int, shown)) if is_known else -1
