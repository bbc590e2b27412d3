"""Why an order is called off: a ready reason for each who may do so, or words of their own."""

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import Length

from marketplace.text import N_
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext

BUYERS: Final = (
    N_("Đặt nhầm món, nhầm cỡ hoặc số lượng"),
    N_("Muốn đổi người nhận hoặc nơi nhận"),
    N_("Nhận muộn hơn lúc cần"),
    N_("Phí gửi cao"),
    N_("Không cần nữa"),
)
SELLERS: Final = (
    N_("Hàng vừa hết"),
    N_("Hàng không đạt, không gửi được"),
    N_("Không gửi được tới nơi nhận"),
    N_("Gọi người mua nhiều lần không được"),
    N_("Người mua nhờ hủy"),
)
OPERATORS: Final = (
    N_("Người mua gọi xin hủy"),
    N_("Nơi bán báo không gửi được"),
    N_("Nơi bán không nhận đơn đúng hạn"),
    N_("Không liên lạc được với người mua"),
    N_("Đơn đặt trùng hoặc đặt thử"),
)
READY: Final = frozenset({*BUYERS, *SELLERS, *OPERATORS})


class CancellationForm(ShopForm):
    """One of the ready `reasons`, or other words, which go before it."""

    ready = RadioField(_("Vì sao hủy?"), validate_choice=False)
    reason = StringField(_("Lý do khác"), [Length(max=200, message=_("Lý do dài nhất %(max)d ký tự."))])

    def __init__(self, reasons: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ready.choices = [SelectChoice(reason, gettext(reason)) for reason in reasons]

    def said(self) -> str:
        """The reason in the words in which it is kept, empty when there is none."""
        ready = str(self.ready.data or "")
        return self.reason.data or (ready if ready in READY else "")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether a reason was given, and a short one."""
        is_valid = bool(super().validate(*args, **kwargs))
        if is_valid and not self.said():
            self.reason.errors = [gettext("Chọn một lý do, hoặc viết vài chữ.")]
        return is_valid and bool(self.said())


def shown(reason: str) -> str:
    """The reason of an order in the language of the page, where it is a ready one."""
    return gettext(reason) if reason in READY else reason
