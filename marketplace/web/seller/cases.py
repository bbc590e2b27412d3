"""What operators want of the shop's goods: the words, the deadline, and the shop's answer."""

from flask import Response, flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace import moderation
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.moderation.actions import LONGEST_WORDS
from marketplace.moderation.errors import AnswerMissing
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import case_labels
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_cases", __name__, "/ban-hang/yeu-cau")

Answer = Response | str | tuple[str, int]


class CaseAnswerForm(ShopForm):
    """What was mended, or why the shop thinks otherwise."""

    words = TextAreaField(
        _("Anh chị trả lời"),
        [
            DataRequired(_(AnswerMissing.sentence)),
            Length(max=LONGEST_WORDS, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )


@blueprint.get("/<ref>")
@requires(ShopPermission.VIEW_GOODS)
def show(ref: str) -> str:
    case = moderation.get_case_of(current_membership().seller_id, ref)
    form = CaseAnswerForm(formdata=None)
    form.words.data = case.answer
    return _page(case, form)


@blueprint.post("/<ref>/tra-loi")
@requires(ShopPermission.CHANGE_GOODS)
def answer(ref: str) -> Answer:
    form, seller_id = CaseAnswerForm(), current_membership().seller_id
    if not form.validate():
        return _page(moderation.get_case_of(seller_id, ref), form), 422
    try:
        with transaction():
            case = moderation.get_case_of(seller_id, ref, lock=True)
            moderation.answer(case, by=current_user.user, words=str(form.words.data))
    except DomainError as error:
        if error.status == 404:
            raise
        form.refuse(error)
        return _page(moderation.get_case_of(seller_id, ref), form), error.status
    flash(gettext("Đã gửi trả lời. Người vận hành xem rồi báo lại."))
    return see_other(".show", ref=ref)


def _page(case: moderation.ProductCase, form: CaseAnswerForm) -> str:
    return render_template("seller/case.html", case=case, form=form, labels=case_labels)
