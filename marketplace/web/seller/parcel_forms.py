"""Which carrier is called for a packed order, and in how many parcels it goes."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, SelectField

from marketplace.gateways.carriers import Carrier
from marketplace.shipments import MOST_PARCELS
from marketplace.shipments.errors import CarrierOff
from marketplace.web.forms import SelectChoice, ShopForm


class HandOverForm(ShopForm):
    """Which carrier, and in how many parcels."""

    carrier = HiddenField()
    count = SelectField(
        _("Số kiện"), choices=[SelectChoice(str(each), str(each)) for each in range(1, MOST_PARCELS + 1)], default="1"
    )

    def chosen(self) -> Carrier:
        """The carrier whose button was pressed. Raises CarrierOff."""
        try:
            return Carrier(self.carrier.data or "")
        except ValueError as error:
            raise CarrierOff() from error
