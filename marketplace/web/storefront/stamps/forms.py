"""What somebody with a jar in hand writes: its code, or what seems false about it."""

import re
from typing import Any, Final

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from marketplace import places
from marketplace.accounts.phones import parse_phone
from marketplace.text import N_, clean_line
from marketplace.traceability import parse_code
from marketplace.traceability.errors import CodeRefused
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.locale import gettext

_ADDRESS: Final = re.compile(r"\s*https?://([^/?#\s]+)", re.IGNORECASE)


class CodeOfOtherSite(CodeRefused):
    """A square that leads to somebody else's page."""

    sentence = N_("Ô vuông này dẫn tới %(site)s, không phải chợ này. Tem có thể là giả: báo cho chúng tôi.")


def parse_here(text: str) -> str:
    """The code in a text or in an address of this shop. Raises CodeRefused, CodeOfOtherSite among them."""
    found = _ADDRESS.match(text)
    site = found[1].lower() if found else ""
    if site and site != request.host.lower():
        raise CodeOfOtherSite(site=clean_line(site, 60))
    return parse_code(text)


class CodeForm(ShopForm):
    """The code on a stamp, all groups in one field, or the address that a scanner reads in its square."""

    code = StringField(_("Mã trên tem"), [Reads(parse_here)])


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


class WhereForm(ShopForm):
    """In which province somebody is."""

    province = SelectField(_("Tỉnh, thành phố"), validate_choice=False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.province.choices = [("", _("Chọn tỉnh"))] + [
            (place.code, place.short_name) for place in places.provinces()
        ]

    def validate_province(self, field: SelectField) -> None:
        """Raises ValidationError where it is none of the list."""
        if field.data not in {place.code for place in places.provinces()}:
            raise ValidationError(gettext("Chọn một tỉnh trong danh sách."))
