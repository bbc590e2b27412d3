"""How a seller's own ways of delivery are written down, by the seller or by an operator for them."""

from abc import abstractmethod
from dataclasses import replace
from typing import Any, Final, Self

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.validators import Optional as MayBeEmpty

from marketplace import places
from marketplace.accounts.phones import parse_phone, show_phone
from marketplace.errors import DomainError
from marketplace.money import parse_vnd
from marketplace.sellers import DeliveryKind, OwnDelivery
from marketplace.sellers.errors import AreaMissing, FeeTooHigh, HoursMissing, PlaceOfPickupMissing, TooManyDeliveryDays
from marketplace.sellers.own_delivery import MOST_DAYS
from marketplace.web.filters import number
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.place_lines import area_lines, parse_areas, parse_commune

TOO_LONG: Final = _("Dài nhất %(max)d ký tự.")
DAYS: Final = _("Ghi số ngày, từ 0 đến %(max)d.")
NAME: Final = Length(max=60, message=TOO_LONG)


class DeliveryForm(ShopForm):
    """What both ways have."""

    KIND: DeliveryKind
    FIELD_OF: dict[type[DomainError], str]
    name: StringField
    phone: TelField
    days: IntegerField

    @classmethod
    def filled_from(cls, own: OwnDelivery) -> Self:
        """The form as it was written last."""
        commune = places.find_commune(own.commune_code)
        return cls(
            formdata=None,
            name=own.name,
            phone=show_phone(own.phone) if own.phone else "",
            days=own.days,
            areas=area_lines(own.areas),
            fee=number(own.fee_vnd),
            free_from=number(own.free_from_vnd) if own.free_from_vnd else "",
            street=own.street,
            commune=commune.line() if commune else "",
            hours=own.hours,
        )

    def told(self, ref: str = "") -> OwnDelivery:
        """The valid form as `sellers.save_delivery` takes it."""
        phone = parse_phone(self.phone.data) if self.phone.data else ""
        own = OwnDelivery(self.KIND, self.name.data or "", phone, days=int(self.days.data or 0), ref=ref)
        return replace(own, **self.of_kind())

    @abstractmethod
    def of_kind(self) -> dict[str, Any]:
        """What only this kind of delivery has, by the names that `OwnDelivery` gives it."""

    def refuse_delivery(self, error: DomainError) -> None:
        """Say beside the field what speaks against it."""
        self.refuse(error, self[self.FIELD_OF[type(error)]] if type(error) in self.FIELD_OF else None)


class BringForm(DeliveryForm):
    """Who brings it where, and what that costs."""

    KIND = DeliveryKind.LOCAL
    FIELD_OF = {AreaMissing: "areas", FeeTooHigh: "fee", TooManyDeliveryDays: "days"}
    areas = TextAreaField(
        _("Giao tới những nơi nào?"),
        [InputRequired(_(AreaMissing.sentence)), Length(max=4000, message=TOO_LONG), Reads(parse_areas)],
    )
    fee = StringField(_("Phí giao mỗi kiện"), [InputRequired(_("Ghi số tiền, 0 nếu không thu.")), Reads(parse_vnd)])
    free_from = StringField(_("Miễn phí từ tiền hàng"), [MayBeEmpty(), Reads(parse_vnd)])
    days = IntegerField(
        _("Gói xong thì mấy ngày tới nơi?"),
        [InputRequired(_("Ghi số ngày.")), NumberRange(0, MOST_DAYS, DAYS)],
    )
    name = StringField(_("Ai mang đi giao?"), [MayBeEmpty(), NAME])
    phone = TelField(_("Điện thoại người giao"), [MayBeEmpty(), Reads(parse_phone)])

    def of_kind(self) -> dict[str, Any]:
        """As the form above says."""
        free_from = parse_vnd(self.free_from.data) if self.free_from.data else 0
        return {
            "areas": parse_areas(self.areas.data or ""),
            "fee_vnd": parse_vnd(self.fee.data or ""),
            "free_from_vnd": free_from or None,
        }


class KeepForm(DeliveryForm):
    """Where one fetches it, and when."""

    KIND = DeliveryKind.PICKUP
    FIELD_OF = {PlaceOfPickupMissing: "street", HoursMissing: "hours", TooManyDeliveryDays: "days"}
    name = StringField(_("Tên điểm nhận"), [MayBeEmpty(), NAME])
    street = StringField(
        _("Số nhà, đường, xóm"),
        [InputRequired(_(PlaceOfPickupMissing.sentence)), Length(max=200, message=TOO_LONG)],
    )
    commune = StringField(
        _("Phường, xã và tỉnh"), [InputRequired(_(PlaceOfPickupMissing.sentence)), Reads(parse_commune)]
    )
    hours = StringField(_("Giờ mở cửa"), [InputRequired(_(HoursMissing.sentence)), Length(max=100, message=TOO_LONG)])
    days = IntegerField(
        _("Gói xong thì mấy ngày có ở điểm nhận?"),
        [InputRequired(_("Ghi số ngày.")), NumberRange(0, MOST_DAYS, DAYS)],
    )
    phone = TelField(_("Điện thoại điểm nhận"), [MayBeEmpty(), Reads(parse_phone)])

    def of_kind(self) -> dict[str, Any]:
        """As the form above says."""
        commune = parse_commune(self.commune.data or "")
        return {"street": self.street.data or "", "commune_code": commune.code, "hours": self.hours.data or ""}


FORMS: Final[dict[DeliveryKind, type[DeliveryForm]]] = {
    DeliveryKind.LOCAL: BringForm,
    DeliveryKind.PICKUP: KeepForm,
}
