"""What the link about goods that are short opens: the question, two buttons without an account, and what came of it."""

from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, render_template, request
from flask_login import current_user

from marketplace import orders
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import Outcome, Plan, Shortage
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.text import N_
from marketplace.web.filters import goods, moment, pack_size, sentence_of, vnd
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other

blueprint = Blueprint("shortages", __name__, url_prefix="/tra-loi")

Answer = Response | str | tuple[str, int]
YES_OR_NO: Final = {"1": True, "0": False}


@dataclass(frozen=True)
class Wording:
    """A proposal to the buyer: what is asked, the two buttons, and what happens without an answer."""

    question: str
    agree: str
    decline: str
    silence: str


PLANS: Final = {
    Plan.PART: Wording(
        N_("Chỉ gửi %(there)s, bớt %(less)s tiền hàng?"),
        N_("Đồng ý, gửi phần đang có"),
        N_("Không, bỏ cả món này"),
        N_("Không trả lời đến lúc ấy: phần thiếu được hủy, phần đang có vẫn gửi."),
    ),
    Plan.REPLACE: Wording(
        N_("Gửi %(quantity)s × %(pack)s thay phần thiếu, không phải trả thêm?"),
        N_("Đồng ý, gửi gói thay"),
        N_("Không, chỉ hủy phần thiếu"),
        N_("Không trả lời đến lúc ấy: phần thiếu được hủy, phần còn lại vẫn gửi."),
    ),
    Plan.DROP: Wording(
        N_("Bỏ món này, bớt %(less)s tiền hàng, gửi các món còn lại?"),
        N_("Đồng ý, gửi món còn lại"),
        N_("Không, hủy cả đơn"),
        N_("Không trả lời đến lúc ấy: món này được hủy, các món còn lại vẫn gửi."),
    ),
}
CALLS_ALL_OFF: Final = N_("Không, hủy cả đơn")
NOTHING_LEFT: Final = N_("Không trả lời đến lúc ấy: cả đơn được hủy.")
ENDED_WITH_NOTHING: Final = N_("Đã hết giờ trả lời, mà không còn gì để gửi.")
OUTCOMES: Final = {
    Outcome.AGREED: N_("Bạn đã đồng ý. Nơi bán gói tiếp ngay."),
    Outcome.DECLINED: N_("Bạn đã trả lời là không. Nơi bán làm theo lời bạn."),
    Outcome.LAPSED: N_("Đã hết giờ trả lời, nên phần thiếu được hủy và phần còn lại được gửi."),
    Outcome.WITHDRAWN: N_("Không cần trả lời nữa: nơi bán đã thôi hỏi."),
    Outcome.SOLD_OUT: N_("Bạn đã đồng ý, nhưng gói thay vừa bán hết. Phần thiếu được hủy, phần còn lại vẫn gửi."),
}


@blueprint.get("/<token>")
@public
def show(token: str) -> str:
    """Nothing happens by opening the link: messengers open links too, to show what they lead to."""
    return _page(orders.get_shortage(token))


@blueprint.post("/<token>")
@public
def answer(token: str) -> Answer:
    said = request.form.get("dong-y")
    if said not in YES_OR_NO:
        return _page(orders.get_shortage(token), problem=gettext("Bấm một trong hai nút để trả lời.")), 400
    try:
        with transaction():
            orders.answer(token, agrees=YES_OR_NO[said], by=current_user.user)
    except DomainError as error:
        return _page(orders.get_shortage(token), problem=sentence_of(error)), error.status
    return see_other(".show", token=token)


def question_of(shortage: Shortage) -> str:
    """What is asked, in one sentence."""
    line = shortage.line
    less = line.unit_price_vnd * (shortage.wanted if shortage.plan == Plan.DROP else shortage.missing)
    pack = pack_size(shortage.variant) if shortage.variant else ""
    blanks = {"there": shortage.there, "less": vnd(less), "quantity": shortage.quantity, "pack": pack}
    return gettext(PLANS[Plan(shortage.plan)].question, **blanks)


def _wording(shortage: Shortage) -> Wording:
    """The proposal as it stands for this order: where it holds nothing else, a no may call all of it off."""
    wording, plan = PLANS[Plan(shortage.plan)], shortage.plan
    if not shortage.is_alone or (plan == Plan.REPLACE and shortage.there):
        return wording
    silence = NOTHING_LEFT if shortage.would_leave_nothing else wording.silence
    return replace(wording, decline=CALLS_ALL_OFF, silence=silence)


def _outcome(shortage: Shortage) -> str:
    if shortage.outcome is None:
        return ""
    cancelled = shortage.order.state == OrderState.CANCELLED
    return gettext(
        ENDED_WITH_NOTHING if cancelled and shortage.outcome == Outcome.LAPSED else OUTCOMES[Outcome(shortage.outcome)]
    )


def _page(shortage: Shortage, *, problem: str = "") -> str:
    wording, order = _wording(shortage), shortage.order
    purchase = order.purchase
    return render_template(
        "storefront/shortages/show.html",
        shortage=shortage,
        order=order,
        goods=goods(shortage.line),
        question=question_of(shortage),
        agree=gettext(wording.agree),
        decline=gettext(wording.decline),
        silence=gettext(wording.silence),
        until=moment(shortage.answer_by),
        outcome=_outcome(shortage),
        is_cancelled=order.state == OrderState.CANCELLED,
        is_paid=bool(purchase.paid_vnd) and purchase.payment_method != PaymentMethod.COD,
        back_vnd=purchase.refunding_vnd + purchase.surplus_vnd,
        problem=problem,
    )
