"""What somebody with a jar in hand writes: its code, or what seems false about it."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from marketplace.accounts.phones import parse_phone
from marketplace.traceability import parse_code
from marketplace.web.forms import Reads, ShopForm


class CodeForm(ShopForm):
    """The code on a stamp, both groups in one field."""

    code = StringField(_("Mã trên tem"), [Reads(parse_code)])


class DoubtForm(ShopForm):
    """What is wrong with the goods, and where to call back."""

    what = TextAreaField(
        _("Hàng có gì không đúng?"),
        [
            DataRequired(_("Viết vài chữ: hàng khác tem ở chỗ nào, mua ở đâu.")),
            Length(max=500, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )
    phone = StringField(_("Số điện thoại để gọi lại"), [Optional(), Reads(parse_phone)])
