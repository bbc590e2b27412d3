"""Answers that the shop keeps ready for its inbox."""

from typing import Final

from flask import Response, flash, render_template
from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from marketplace import reviews
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.reviews.errors import TextMissing
from marketplace.reviews.question_models import LONGEST_ANSWER
from marketplace.reviews.ready_answers import LONGEST_TITLE
from marketplace.reviews.texts import public_text
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import N_
from marketplace.web.forms import Reads, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_ready_answers", __name__, "/ban-hang/hoi-dap/loi-san")

STARTERS: Final = (
    (N_("Cảm ơn"), N_("Cảm ơn bạn đã mua và viết mấy lời. Lần sau cần gì cứ hỏi, nhà làm trả lời ngay.")),
    (N_("Xin lỗi, gửi chưa kỹ"), N_("Xin lỗi bạn vì kiện hàng tới tay chưa được như ý. Nhà làm đã xem lại khâu gói.")),
    (N_("Cách cất giữ"), N_("Bạn để nơi khô, mát, tránh nắng; mở rồi thì đậy kín. Hạn dùng ghi trên nhãn từng lô.")),
    (N_("Xem lô nào"), N_("Trên nhãn có mã lô. Bạn quét tem hay gõ mã ở trang chợ là thấy ngày làm và nơi làm.")),
)
"""What a shop may begin with; it changes them as it likes."""


class ReadyForm(ShopForm):
    """One answer."""

    title = StringField(
        _("Đặt tên cho dễ tìm"),
        [DataRequired(_(TextMissing.sentence)), Reads(lambda text: public_text(text, limit=LONGEST_TITLE))],
    )
    body = TextAreaField(
        _("Lời trả lời"),
        [DataRequired(_(TextMissing.sentence)), Reads(lambda text: public_text(text, limit=LONGEST_ANSWER))],
    )


@blueprint.get("", endpoint="list")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def show_list() -> str:
    return _page(ReadyForm(formdata=None))


@blueprint.post("")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def keep() -> Response | tuple[str, int]:
    form = ReadyForm()
    if not form.validate():
        return _page(form), 422
    try:
        with transaction():
            seller = current_membership().seller
            reviews.keep_ready(seller, title=str(form.title.data), body=str(form.body.data))
    except DomainError as error:
        form.refuse(error)
        return _page(form), error.status
    flash(gettext("Đã giữ lời này. Bấm tên nó dưới câu hỏi là điền sẵn."))
    return see_other(".list")


@blueprint.post("/<ref>/bo")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def drop(ref: str) -> Response:
    with transaction():
        reviews.drop_ready(current_membership().seller_id, ref)
    flash(gettext("Đã bỏ lời soạn sẵn này."))
    return see_other(".list")


def _page(form: ReadyForm) -> str:
    ready = reviews.ready_answers_of(current_membership().seller_id)
    kept = {each.title for each in ready}
    starters = [(gettext(title), gettext(body)) for title, body in STARTERS]
    offered = [(title, body) for title, body in starters if title not in kept]
    return render_template("seller/ready_answers/list.html", form=form, ready=ready, offered=offered)
