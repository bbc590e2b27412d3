"""A shop's notices, and by which channels they come as well."""

from functools import partial

from flask import Response, flash, render_template, url_for

from marketplace import notices
from marketplace.accounts.phones import show_phone
from marketplace.database import transaction
from marketplace.notices import Party
from marketplace.sellers.permissions import ShopPermission
from marketplace.web import notice_choice, notice_list
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.shop import notice_kinds, shop_pages

blueprint = shop_pages("shop_notices", __name__, "/ban-hang/tin-bao")


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_ORDERS)
def show_list() -> str:
    member = current_membership()
    found = partial(notices.of_shop, member.seller_id, notice_kinds())
    listing = page_of(found, notice_list.PAGE_SIZE, lambda number: url_for(".list", trang=number))
    seen_id = notices.seen_up_to(member.user_id, notices.place_of(member.seller_id))
    return render_template(
        "seller/notices/list.html",
        parts=notice_list.parts(listing.rows, seen_id),
        newest=notice_list.newest(listing.rows),
        listing=listing,
    )


@blueprint.post("/da-doc")
@requires(ShopPermission.ANSWER_CUSTOMERS, ShopPermission.CHANGE_ORDERS)
def mark_read() -> Response:
    member = current_membership()
    with transaction():
        notices.mark_read(member.user_id, up_to=notice_list.read_up_to(), place=notices.place_of(member.seller_id))
    return see_other(".list")


@blueprint.get("/chon")
@requires(ShopPermission.CHANGE_SHOP)
def choose() -> str:
    shop = current_membership().seller
    return render_template(
        "seller/notices/choose.html",
        rows=notice_choice.rows_of(Party.SHOP, seller_id=shop.id),
        reached=notice_choice.reached(shop.email, show_phone(shop.phone) if shop.phone else None),
    )


@blueprint.post("/chon")
@requires(ShopPermission.CHANGE_SHOP)
def keep_choice() -> Response:
    with transaction():
        notices.choose(notice_choice.ticked(), seller_id=current_membership().seller_id)
    flash(gettext("Đã nhớ. Tin báo ở đây vẫn đủ."))
    return see_other(".list")
