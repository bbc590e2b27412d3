"""What a shop's buyers tell of, the next deadline first; and one of them with the answers that the shop may give."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from flask import Response, flash, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from marketplace import returns
from marketplace.database import transaction
from marketplace.errors import DomainError, FormIncomplete
from marketplace.money import parse_vnd
from marketplace.orders.states import ActorRole
from marketplace.returns import Claim
from marketplace.returns.evidence import Evidence
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import N_
from marketplace.web import claim_words
from marketplace.web.claim_files import chosen, film_of, photo_of
from marketplace.web.filters import sentence_of
from marketplace.web.forms import ShopForm
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_claims", __name__, "/ban-hang/khieu-nai")
blueprint.context_processor(
    lambda: {name: getattr(claim_words, name) for name in ("state_of", "due_of", "heading_of", "wish_of", "kind_of")}
)

PAGE_SIZE: Final = 20
SELLER: Final = ActorRole.SELLER
Answer = Response | tuple[str, int]


class AnswerForm(ShopForm):
    """The shop's words, and a sum where it offers one."""

    words = TextAreaField(_("Lời cho khách"), [Length(max=1000, message=_("Dài nhất %(max)d ký tự."))])
    amount = StringField(_("Số tiền đề nghị"), [Length(max=20, message=_("Dài nhất %(max)d ký tự."))])

    def units(self, name: str, claim: Claim) -> dict[int, int]:
        """Numbers typed beside the claim's lines, by the ids of those; what is none is missing."""
        typed = {line.id: request.form.get(f"{name}-{line.id}", "").strip()[:6] for line in claim.lines}
        return {line: int(text) for line, text in typed.items() if text.isascii() and text.isdecimal()}


Act = Callable[[Claim, AnswerForm, Sequence[Evidence]], None]
ACTS: Final[dict[str, tuple[Act, str]]] = {
    "viet": (
        lambda claim, form, files: returns.write(
            claim, by=current_user.user, role=SELLER, words=form.words.data or "", evidence=files
        ),
        N_("Đã gửi cho khách."),
    ),
    "dong-y": (
        lambda claim, form, _files: returns.agree(claim, by=current_user.user, words=form.words.data or ""),
        N_("Đã đồng ý. Khách được báo ngay."),
    ),
    "de-nghi": (
        lambda claim, form, _files: returns.offer(
            claim, parse_vnd(form.amount.data or ""), by=current_user.user, words=form.words.data or ""
        ),
        N_("Đã gửi đề nghị. Khách trả lời trong thời hạn, không thì chợ quyết định."),
    ),
    "khong": (
        lambda claim, form, _files: returns.decline(
            claim, by=current_user.user, role=SELLER, words=form.words.data or ""
        ),
        N_("Đã trả lời không. Chợ xem ảnh hai bên và quyết định."),
    ),
    "da-nhan": (
        lambda claim, form, _files: returns.take_in(
            claim, form.units("nhan", claim), by=current_user.user, words=form.words.data or ""
        ),
        N_("Đã ghi số nhận lại."),
    ),
    "da-gui": (
        lambda claim, form, _files: returns.send_again(claim, by=current_user.user, words=form.words.data or ""),
        N_("Đã báo cho khách là hàng đang tới."),
    ),
    "nhap-kho": (
        lambda claim, form, _files: returns.restock(claim, form.units("nhap", claim), by=current_user.user),
        N_("Đã nhập lại kho, vào đúng lô cũ."),
    ),
}
"""What a shop may do, by the word in the address, with what is told when it is done."""


@blueprint.get("", endpoint="list")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def show_list() -> str:
    seller_id, ended = current_membership().seller_id, request.args.get("xem") == "da-xong"
    found = partial(returns.claims_of_seller, seller_id, live=not ended)
    listing = page_of(found, PAGE_SIZE, lambda page: url_for(".list", trang=page, xem="da-xong" if ended else None))
    waiting = returns.count_for_seller(seller_id)
    takes_back = returns.takes_back_now(seller_id)
    return render_template(
        "seller/claims/list.html", listing=listing, ended=ended, waiting=waiting, takes_back=takes_back
    )


@blueprint.get("/<ref>")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def show(ref: str) -> str:
    return _page(_mine(ref), AnswerForm(formdata=None))


@blueprint.post("/<ref>/<any('viet', 'dong-y', 'de-nghi', 'khong', 'da-nhan', 'da-gui', 'nhap-kho'):step>")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def act(ref: str, step: str) -> Answer:
    form, claim, (do, told) = AnswerForm(), _mine(ref), ACTS[step]
    if not form.validate():
        return _page(claim, form, step), 422
    try:
        with returns.receiving(chosen("photos")) as evidence, transaction():
            do(returns.lock_claim(claim.ref), form, evidence)
    except DomainError as error:
        return _page(_mine(ref), form, step, sentence_of(error)), error.status
    flash(gettext(told))
    return see_other(".show", ref=ref)


@blueprint.post("")
@requires(ShopPermission.CHANGE_SHOP)
def set_policy() -> Response:
    chosen = request.form.get("nhan")
    if chosen not in {"0", "1"}:
        raise FormIncomplete()
    with transaction():
        returns.set_policy(current_membership().seller_id, takes_back=chosen == "1", by=current_user.user)
    flash(gettext("Đã lưu. Đơn đặt từ bây giờ theo cách mới, đơn trước vẫn như đã hứa."))
    return see_other(".list")


@blueprint.get('/<ref>/anh/<name>-<any("400", "1600"):width>.jpg')
@requires(ShopPermission.ANSWER_CUSTOMERS)
def photo(ref: str, name: str, width: str) -> Response:
    return photo_of(_mine(ref), name, width)


@blueprint.get("/<ref>/phim/<name>.mp4")
@requires(ShopPermission.ANSWER_CUSTOMERS)
def film(ref: str, name: str) -> Response:
    return film_of(_mine(ref), name)


def _mine(ref: str) -> Claim:
    return returns.get_claim_of_seller(current_membership().seller_id, ref)


def _page(claim: Claim, form: AnswerForm, step: str = "", problem: str = "") -> str:
    def address(kind: str, name: str) -> str:
        if kind == "phim":
            return url_for(".film", ref=claim.ref, name=name)
        named, _dash, width = name.rpartition("-")
        return url_for(".photo", ref=claim.ref, name=named, width=width)

    return render_template(
        "seller/claims/show.html",
        claim=claim,
        thread=list(claim_words.thread_of(claim, SELLER, address)),
        form=form,
        opened=step,
        problem=problem,
    )
