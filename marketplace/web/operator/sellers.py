"""Who may sell: files of sellers beside their list, and the decisions about them."""

from functools import partial

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import approvals, catalogue, sellers
from marketplace.accounts import OperatorPermission
from marketplace.approvals import ApprovalKind
from marketplace.approvals.errors import DecidedOnTheDesk
from marketplace.database import transaction
from marketplace.errors import Conflict
from marketplace.sellers.errors import DecisionRefused
from marketplace.sellers.models import Seller, SellerState
from marketplace.web.filters import say
from marketplace.web.labels import SELLER_KINDS
from marketplace.web.locale import gettext
from marketplace.web.operator import seller_filters
from marketplace.web.operator.forms import SuspensionForm
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.refusals import refusal_of
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_sellers", __name__, url_prefix="/van-hanh/noi-ban")
blueprint.context_processor(navigation_rail)


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_TRUST)
def show_list() -> str:
    return _page()


@blueprint.get("/<slug>")
@requires(OperatorPermission.VIEW_TRUST)
def show(slug: str) -> str:
    return _page(sellers.get_seller(slug))


@blueprint.post("/<slug>/duyet")
@requires(OperatorPermission.CHANGE_TRUST)
def approve(slug: str) -> Response | tuple[str, int]:
    try:
        with transaction():
            seller = sellers.get_seller(slug, lock=True)
            was_waiting = seller.state == SellerState.APPLIED
            if was_waiting and approvals.find_last(ApprovalKind.SELLER, slug):
                raise DecidedOnTheDesk()
            sellers.approve(seller, by=current_user.user, goods=catalogue.count_products(seller.id)[1])
    except Conflict as error:
        flash(refusal_of(error), "error")
        return _page(sellers.get_seller(slug)), error.status
    flash(gettext("Đã duyệt %(seller)s. Gian hàng mở từ bây giờ.", seller=say(seller, "name")))
    waiting = approvals.find_next_unasked() if was_waiting else None
    return _show(waiting or seller)


@blueprint.post("/<slug>/tam-ngung")
@requires(OperatorPermission.CHANGE_TRUST)
def suspend(slug: str) -> Response | tuple[str, int]:
    form = SuspensionForm()
    if not form.validate():
        return _page(sellers.get_seller(slug), form), 422
    try:
        with transaction():
            seller = sellers.get_seller(slug, lock=True)
            sellers.suspend(seller, by=current_user.user, note=str(form.note.data))
    except DecisionRefused as error:
        form.refuse(error)
        return _page(sellers.get_seller(slug), form), error.status
    flash(gettext("Đã tạm ngừng %(seller)s. Món hàng không còn trên kệ.", seller=say(seller, "name")))
    return _show(seller)


def _page(opened: Seller | None = None, form: SuspensionForm | None = None) -> str:
    address = seller_filters.read_address(request.args)
    counts = sellers.count_by_state(words=address.words)
    found = partial(sellers.sellers_in_state, address.state, words=address.words)
    page = page_of(found, PAGE_SIZE, lambda page: address.url(trang=page))
    return render_template(
        "operator/sellers/list.html",
        address=address,
        tabs=list(seller_filters.tabs(address, counts)),
        sellers=page.rows,
        **turning(page, seller_filters.total(address, counts)),
        file=seller_filters.file_of(opened) if opened else None,
        form=form or SuspensionForm(formdata=None),
        states=seller_filters.STATES,
        kinds=SELLER_KINDS,
        roles=seller_filters.ROLES,
    )


def _show(seller: Seller) -> Response:
    return see_other(".show", **seller_filters.read_address(request.args).query, slug=seller.slug)
