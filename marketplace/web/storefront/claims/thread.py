"""One claim: what was said, what was decided, and what the buyer may do now."""

from collections.abc import Callable, Sequence
from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import orders, returns
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders.states import ActorRole
from marketplace.returns import Claim
from marketplace.returns.evidence import Evidence
from marketplace.text import N_
from marketplace.web import claim_words, rate_limits
from marketplace.web.claim_files import film_of, photo_of
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import public
from marketplace.web.redirects import see_other
from marketplace.web.storefront.claims.forms import WordsForm, film_sent, photos_sent
from marketplace.web.storefront.orders.order_labels import refund_state

blueprint = Blueprint("claim_threads", __name__, url_prefix="/don/<token>/yeu-cau/<ref>")
blueprint.context_processor(
    lambda: {name: getattr(claim_words, name) for name in ("state_of", "due_of", "reason_of", "wish_of", "kind_of")}
)

Answer = Response | tuple[str, int]
BUYER: Final = ActorRole.BUYER
Act = Callable[[Claim, str, Sequence[Evidence]], None]
ACTS: Final[dict[str, tuple[Act, str]]] = {
    "viet": (
        lambda claim, words, files: returns.write(claim, by=current_user.user, role=BUYER, words=words, evidence=files),
        N_("Đã gửi."),
    ),
    "dong-y": (
        lambda claim, _words, _files: returns.accept_offer(claim, by=current_user.user),
        N_("Đã nhận đề nghị. Tiền được hoàn theo đường bạn đã trả."),
    ),
    "khong-dong-y": (
        lambda claim, words, _files: returns.decline(claim, by=current_user.user, role=BUYER, words=words),
        N_("Đã chuyển cho chợ quyết định."),
    ),
    "dong-lai": (
        lambda claim, words, _files: returns.withdraw(claim, by=current_user.user, words=words),
        N_("Đã đóng yêu cầu này."),
    ),
    "da-gui-ve": (
        lambda claim, words, _files: returns.send_back(claim, by=current_user.user, words=words),
        N_("Đã báo cho nơi bán. Nhận được hàng là họ làm tiếp."),
    ),
    "xem-lai": (
        lambda claim, words, files: returns.appeal(claim, by=current_user.user, words=words, evidence=files),
        N_("Đã xin xem lại. Lần này chợ quyết định lần cuối."),
    ),
}
"""What a buyer may do, by the word in the address, with what is told when it is done."""


@blueprint.get("")
@public
def show(token: str, ref: str) -> str:
    return _page(token, returns.get_claim_of_buyer(token, ref), WordsForm(formdata=None))


@blueprint.post("/<any('viet', 'dong-y', 'khong-dong-y', 'dong-lai', 'da-gui-ve', 'xem-lai'):step>")
@public
@rate_limits.claims_from_address
def act(token: str, ref: str, step: str) -> Answer:
    form, (do, told) = WordsForm(), ACTS[step]
    claim = returns.get_claim_of_buyer(token, ref)
    if not form.validate():
        return _page(token, claim, form, step), 422
    try:
        with returns.receiving(photos_sent(), film_sent()) as evidence, transaction():
            do(returns.lock_claim(claim.ref), form.words.data or "", evidence)
    except DomainError as error:
        return _page(token, returns.get_claim_of_buyer(token, ref), form, step, sentence_of(error)), error.status
    flash(gettext(told))
    return see_other(".show", token=token, ref=ref)


@blueprint.get('/anh/<name>-<any("400", "1600"):width>.jpg')
@public
def photo(token: str, ref: str, name: str, width: str) -> Response:
    return photo_of(returns.get_claim_of_buyer(token, ref), name, width)


@blueprint.get("/phim/<name>.mp4")
@public
def film(token: str, ref: str, name: str) -> Response:
    return film_of(returns.get_claim_of_buyer(token, ref), name)


def _page(token: str, claim: Claim, form: WordsForm, step: str = "", problem: str = "") -> str:
    def address(kind: str, name: str) -> str:
        if kind == "phim":
            return url_for(".film", token=token, ref=claim.ref, name=name)
        named, _dash, width = name.rpartition("-")
        return url_for(".photo", token=token, ref=claim.ref, name=named, width=width)

    refunds = [event.refund for event in claim.events if event.refund]
    return render_template(
        "storefront/claims/show.html",
        token=token,
        claim=claim,
        purchase=orders.get_purchase(token),
        heading=claim_words.heading_of(claim),
        thread=list(claim_words.thread_of(claim, BUYER, address)),
        steps=claim_words.steps_of([claim]),
        refunds=refunds,
        refund_state=refund_state,
        form=form,
        opened=step or request.args.get("mo", ""),
        problem=problem,
    )
