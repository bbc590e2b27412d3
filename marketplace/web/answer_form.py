"""What buyers and shops write below a question or a review."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from marketplace.reviews.errors import TextMissing
from marketplace.web.forms import ShopForm


class AnswerForm(ShopForm):
    """An answer, or the shop's reply to a review."""

    body = TextAreaField(_("Câu trả lời"), [DataRequired(_(TextMissing.sentence))])
