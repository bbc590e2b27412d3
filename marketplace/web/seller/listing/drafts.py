"""The drafts of a shop: begun, looked through, shown as buyers will see them, sent, given up."""

from functools import partial

from flask import Response, flash, render_template, url_for
from flask_login import current_user

from marketplace import moderation
from marketplace.approvals import ApprovalKind, listings
from marketplace.approvals.models import PROMISED
from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.listing.navigation import listing_pages, progress_of
from marketplace.web.seller.listing.preview import preview_of

blueprint = listing_pages("shop_drafts", __name__, "/ban-hang/dang-mon")

PAGE_SIZE = 24
Answer = Response | tuple[str, int]


@blueprint.get("", endpoint="list")
@requires(ShopPermission.CHANGE_GOODS)
def list_drafts() -> str:
    mine = partial(drafts.drafts_of, current_membership().seller_id)
    listing = page_of(mine, PAGE_SIZE, lambda page: url_for(".list", trang=page))
    asked = listings.asked_for(listing.rows)
    return render_template("seller/listing/list.html", listing=listing, asked=asked)


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def start() -> Response:
    with transaction():
        draft = drafts.start(current_membership().seller, by=current_user.user)
    return see_other("shop_photos.show", ref=draft.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    draft = own(ref)
    cases = moderation.cases_about(draft.product_id, told=True) if draft.product_id else []
    return render_template(
        "seller/listing/show.html",
        draft=draft,
        progress=progress_of(draft),
        cases=[case for case in cases if case.is_open],
    )


@blueprint.get("/<ref>/xem-truoc")
@requires(ShopPermission.CHANGE_GOODS)
def preview(ref: str) -> str:
    return _preview(own(ref))


@blueprint.post("/<ref>/gui-duyet")
@requires(ShopPermission.CHANGE_GOODS)
def send(ref: str) -> Answer:
    try:
        with transaction():
            asked = listings.send(own(ref, lock=True), by=current_user.user)
    except DomainError as error:
        return _preview(own(ref), refusal=sentence_of(error)), error.status
    hours = int(PROMISED[ApprovalKind(asked.kind)].total_seconds() // 3600)
    flash(gettext("Đã gửi duyệt. Có trả lời trong %(hours)s giờ.", hours=hours))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def discard(ref: str) -> Response:
    with transaction():
        listings.give_up(own(ref, lock=True))
    flash(gettext("Đã bỏ bản nháp. Món đang bán không đổi."))
    return see_other(".list")


@blueprint.get("/<ref>/bo", endpoint="ask_discard")
@requires(ShopPermission.CHANGE_GOODS)
def ask_discard(ref: str) -> str:
    return render_template("seller/listing/discard.html", draft=own(ref))


def own(ref: str, *, lock: bool = False) -> Draft:
    """One of the shop's own drafts. Raises DraftNotFound for anybody else's."""
    return drafts.get_draft_of(current_membership().seller_id, ref, lock=lock)


def _preview(draft: Draft, *, refusal: str = "") -> str:
    return render_template(
        "seller/listing/preview.html",
        draft=draft,
        progress=progress_of(draft),
        preview=preview_of(draft),
        step_of_photos=url_for("shop_photos.show", ref=draft.ref),
        step_of_texts=url_for("shop_draft_steps.show", ref=draft.ref, word="loi"),
        refusal=refusal,
    )
