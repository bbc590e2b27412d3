"""What the operators decide between buyers and shops: the next deadline first, the evidence beside the decision."""

from functools import partial
from typing import Any, Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace import returns
from marketplace.accounts import OperatorPermission
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.money import parse_vnd
from marketplace.orders.states import ActorRole
from marketplace.payments.states import RefundBearer
from marketplace.returns import Claim, ClaimState
from marketplace.text import N_, clean_line
from marketplace.web import claim_words
from marketplace.web.claim_files import film_of, photo_of
from marketplace.web.filters import amount
from marketplace.web.forms import SelectChoice, ShopForm
from marketplace.web.locale import gettext
from marketplace.web.operator.links import PAGE_SIZE
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.payment_labels import REFUND_BEARERS
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

NAMES: Final = ("state_of", "due_of", "heading_of", "reason_of", "wish_of", "kind_of")
blueprint = Blueprint("operator_claims", __name__, url_prefix="/van-hanh/khieu-nai")
blueprint.context_processor(navigation_rail)
blueprint.context_processor(lambda: {name: getattr(claim_words, name) for name in NAMES})

LONGEST_WORDS: Final = 40
OUTCOMES: Final = (
    (ClaimState.SETTLED, N_("Hoàn tiền")),
    (ClaimState.REPLACING, N_("Nơi bán gửi lại hàng")),
    (ClaimState.COMING_BACK, N_("Khách gửi hàng về trước")),
    (ClaimState.REFUSED, N_("Không chấp nhận")),
)
"""What may be decided, and what the button for it says."""
Page = Response | str | tuple[str, int]


class DecisionForm(ShopForm):
    """What comes of it, how much, at whose cost, and why: both sides read the words."""

    outcome = RadioField(_("Quyết định"), validate_choice=False, default=ClaimState.SETTLED.value)
    amount = StringField(_("Số tiền hoàn (₫)"), [Length(max=20, message=_("Dài nhất %(max)d ký tự."))])
    bearer = RadioField(_("Ai chịu"), validate_choice=False, default=RefundBearer.SELLER.value)
    words = TextAreaField(
        _("Vì sao, cho hai bên đọc"),
        [DataRequired(_("Ghi lý do: cả hai bên cần hiểu.")), Length(max=1000, message=_("Dài nhất %(max)d ký tự."))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcome.choices = [SelectChoice(each.value, gettext(name)) for each, name in OUTCOMES]
        self.bearer.choices = [SelectChoice(each.value, gettext(name)) for each, name in REFUND_BEARERS.items()]

    def decide(self, claim: Claim) -> None:
        """Carry it out. Raises what `returns.decide` raises, and AmountUnreadable."""
        outcome = next((each for each, _name in OUTCOMES if each == self.outcome.data), ClaimState.SETTLED)
        bearer = next((each for each in RefundBearer if each == self.bearer.data), RefundBearer.SELLER)
        vnd = parse_vnd(self.amount.data or "") if outcome == ClaimState.SETTLED else 0
        words, by = self.words.data or "", current_user.user
        returns.decide(claim, outcome, amount_vnd=vnd, bearer=bearer, by=by, words=words)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_ORDERS)
def show_list() -> str:
    return _page()


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_ORDERS)
def show(ref: str) -> str:
    return _page(returns.get_claim(ref))


@blueprint.post("/<ref>/quyet-dinh")
@requires(OperatorPermission.CHANGE_ORDERS)
def decide(ref: str) -> Page:
    form, claim = DecisionForm(), returns.get_claim(ref)
    if not form.validate():
        return _page(claim, form), 422
    try:
        with transaction():
            form.decide(returns.lock_claim(ref))
    except DomainError as error:
        form.refuse(error)
        return _page(returns.get_claim(ref), form), error.status
    flash(gettext("Đã quyết định. Hai bên được báo ngay."))
    following = returns.claims_to_decide(limit=1)
    return see_other(".show", ref=following[0].ref) if following else see_other(".list")


@blueprint.get('/<ref>/anh/<name>-<any("400", "1600"):width>.jpg')
@requires(OperatorPermission.VIEW_ORDERS)
def photo(ref: str, name: str, width: str) -> Response:
    return photo_of(returns.get_claim(ref), name, width)


@blueprint.get("/<ref>/phim/<name>.mp4")
@requires(OperatorPermission.VIEW_ORDERS)
def film(ref: str, name: str) -> Response:
    return film_of(returns.get_claim(ref), name)


def _page(opened: Claim | None = None, form: DecisionForm | None = None) -> str:
    decided, words = request.args.get("xem") == "khac", clean_line(request.args.get("q", ""), LONGEST_WORDS)
    kept = {name: value for name, value in (("xem", "khac" if decided else ""), ("q", words)) if value}
    found = partial(returns.claims_to_decide, decided=decided, words=words)
    page = page_of(
        found, PAGE_SIZE, lambda number: url_for(".list", trang=number, xem=kept.get("xem"), q=kept.get("q"))
    )
    fresh = DecisionForm(formdata=None, data={"amount": amount(opened.left_vnd)} if opened else {})
    return render_template(
        "operator/claims/list.html",
        claims=page.rows,
        previous_url=page.previous_url,
        next_url=page.next_url,
        span="",
        opened=opened,
        thread=_thread(opened) if opened else [],
        form=form or fresh,
        decided=decided,
        words=words,
        kept=kept,
    )


def _thread(claim: Claim) -> list[claim_words.Saying]:
    def address(kind: str, name: str) -> str:
        if kind == "phim":
            return url_for(".film", ref=claim.ref, name=name)
        named, _dash, width = name.rpartition("-")
        return url_for(".photo", ref=claim.ref, name=named, width=width)

    return list(claim_words.thread_of(claim, ActorRole.OPERATOR, address))
