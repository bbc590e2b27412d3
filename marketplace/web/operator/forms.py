"""The forms by which operators decide; each decision is explained to whom it concerns."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from marketplace.reviews import errors as review_errors
from marketplace.sellers import errors as seller_errors
from marketplace.web.forms import ShopForm

SHORT_ENOUGH = Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))


class SuspensionForm(ShopForm):
    """Why a shop is closed for now."""

    note = StringField(_("Lý do tạm ngừng"), [DataRequired(_(seller_errors.ReasonMissing.sentence)), SHORT_ENOUGH])


class HidingForm(ShopForm):
    """Why something that was written in public is hidden."""

    reason = StringField(_("Lý do ẩn"), [DataRequired(_(review_errors.ReasonMissing.sentence)), SHORT_ENOUGH])
