"""The buyer's forms after the order."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TelField
from wtforms.validators import DataRequired

from marketplace.accounts.phones import parse_phone
from marketplace.web.forms import Reads, ShopForm


class FindForm(ShopForm):
    """What a buyer without the link knows: the phone number and the code."""

    phone = TelField(_("Số điện thoại lúc đặt"), [Reads(parse_phone)])
    code = StringField(_("Mã đơn"), [DataRequired(_("Ghi mã đơn. Mã in trong thư xác nhận, ví dụ 2611-K7Q2M."))])
