"""Taking a lot back: why and what buyers do, what will happen, and how far it has come."""

from typing import Any, Final

from flask import flash, render_template
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace import recalls, stock, traceability
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.recalls import Asked, Ground, Recall, Remedy
from marketplace.recalls.errors import RecallUnexplained
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.text import N_
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.recall_words import GROUNDS, REMEDIES
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.page import own_lot
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_recalls", __name__, "/ban-hang/lo/<ref>/thu-hoi")

MOST_NAMED = 200
"""So many orders are named in the report; the counts above them are of all."""
EXAMPLES: Final = (
    N_("Nhiễm bẩn, mảnh vỡ, sai chất"),
    N_("Lên men, sai mùi, hở nắp"),
    N_("Sai hạn, thiếu cảnh báo dị ứng"),
)
"""Of each ground, in their order."""
Answer = Response | str | tuple[str, int]


class RecallForm(ShopForm):
    """Why, what buyers are to do, a word to them, and in the second step the lot's code."""

    ground = RadioField(
        _("Vì sao"),
        choices=[SelectChoice(str(ground), _(words)) for ground, words in GROUNDS.items()],
        default=str(Ground.QUALITY),
    )
    remedy = RadioField(
        _("Khách đã mua nên làm gì"),
        choices=[SelectChoice(str(remedy), _(words)) for remedy, words in REMEDIES.items()],
        default=str(Remedy.DISCARD),
    )
    reason = TextAreaField(
        _("Viết cho khách"),
        [
            DataRequired(_(RecallUnexplained.sentence)),
            Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự.")),
        ],
    )
    reason_en = TextAreaField(
        _("Bằng tiếng Anh"), [Length(max=300, message=_("Viết ngắn hơn, nhiều nhất %(max)d ký tự."))]
    )
    code = StringField(_("Gõ lại mã lô"))

    @property
    def asked(self) -> Asked:
        """What it says, once it is valid."""
        return Asked(
            Ground(self.ground.data),
            Remedy(self.remedy.data),
            self.reason.data or "",
            self.code.data or "",
            self.reason_en.data or "",
        )


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    lot = own_lot(ref)
    recall = recalls.find_recall(lot)
    return _report(lot, recall) if recall else _asking(lot, RecallForm(formdata=None))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def ask(ref: str) -> Answer:
    """The first step: nothing has changed yet, and the page says what will."""
    form = RecallForm()
    if not form.validate():
        return _asking(own_lot(ref), form), 422
    return _confirming(own_lot(ref), form)


@blueprint.post("/bat-dau")
@requires(ShopPermission.CHANGE_GOODS)
def start(ref: str) -> Answer:
    form = RecallForm()
    if not form.validate():
        return _asking(own_lot(ref), form), 422
    try:
        with transaction():
            recalls.start(own_lot(ref, lock=True), form.asked, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error, form.code)
        return _confirming(own_lot(ref), form), error.status
    flash(gettext("Đã thu hồi. Khách đang được báo."))
    return see_other(".show", ref=ref)


def _asking(lot: Lot, form: RecallForm) -> str:
    return _page("seller/lots/recall.html", lot, form=form, examples=EXAMPLES)


def _confirming(lot: Lot, form: RecallForm) -> str:
    return _page("seller/lots/recall_confirm.html", lot, form=form)


def _report(lot: Lot, recall: Recall) -> str:
    notices = recalls.notices_of(recall, limit=MOST_NAMED)
    progress = recalls.progress_of(recall)
    return _page("seller/lots/recalled.html", lot, recall=recall, progress=progress, notices=notices)


def _page(template: str, lot: Lot, **facts: Any) -> str:
    reach, stamps = recalls.reach_of(lot), traceability.roll_of(lot).issued
    received = stock.received_in([lot.id]).get(lot.id, 0)
    return render_template(template, lot=lot, reach=reach, stamps=stamps, received=received, **facts)
