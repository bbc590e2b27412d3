"""What a seller writes down about an order."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from marketplace import shipping
from marketplace.orders.errors import ReasonMissing, TrackingMissing
from marketplace.web.forms import ShopForm


class ShipmentForm(ShopForm):
    """Who took the parcel, and under which number."""

    carrier = SelectField(_("Đơn vị chuyển"), choices=list(shipping.CARRIERS))  # type: ignore[arg-type]
    tracking_number = StringField(
        _("Mã vận đơn"),
        [InputRequired(_(TrackingMissing.sentence)), Length(max=40, message=_("Mã vận đơn dài nhất %(max)d ký tự."))],
    )


class CancellationForm(ShopForm):
    """Why the order is called off."""

    reason = StringField(
        _("Vì sao không gửi được?"),
        [InputRequired(_(ReasonMissing.sentence)), Length(max=300, message=_("Lý do dài nhất %(max)d ký tự."))],
    )
