"""A person's notices, and by which channels they come as well."""

from functools import partial

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import notices
from marketplace.database import transaction
from marketplace.notices import NoticeKind, Party
from marketplace.web import notice_choice, notice_list
from marketplace.web.labels import NOTICE_KINDS
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other

blueprint = Blueprint("notices", __name__, url_prefix="/tin-bao")

TABS = {"": None, "don": NoticeKind.ORDERS, "tin-nhan": NoticeKind.MESSAGES, "mon": NoticeKind.WISHES}


@blueprint.get("", endpoint="list")
@signed_in
def show_list() -> str:
    named = request.args.get("xem", "")
    named = named if named in TABS else ""
    found = partial(notices.of_person, current_user.id, kind=TABS[named])
    listing = page_of(found, notice_list.PAGE_SIZE, lambda number: url_for(".list", trang=number, xem=named or None))
    return render_template(
        "storefront/notices/list.html",
        parts=notice_list.parts(listing.rows, notices.seen_up_to(current_user.id)),
        newest=notice_list.newest(listing.rows),
        tabs=[(word, NOTICE_KINDS[kind] if kind else gettext("Tất cả")) for word, kind in TABS.items()],
        named=named,
        listing=listing,
    )


@blueprint.post("/da-doc")
@signed_in
def mark_read() -> Response:
    with transaction():
        notices.mark_read(current_user.id, up_to=notice_list.read_up_to())
    return see_other(".list")


@blueprint.get("/chon")
@signed_in
def choose() -> str:
    user = current_user.user
    return render_template(
        "storefront/notices/choose.html",
        rows=notice_choice.rows_of(Party.BUYER, user_id=user.id),
        reached=notice_choice.reached(user.email, user.shown_phone),
    )


@blueprint.post("/chon")
@signed_in
def keep_choice() -> Response:
    with transaction():
        notices.choose(notice_choice.ticked(), user_id=current_user.id)
    flash(gettext("Đã nhớ. Tin báo trong tài khoản vẫn đủ."))
    return see_other(".list")
