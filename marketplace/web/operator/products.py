"""The goods of the whole market: found, looked at with their history, asked to be mended, taken down."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import moderation, sellers
from marketplace.accounts import OperatorPermission
from marketplace.catalogue.models import Product
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.errors import SellerNotFound
from marketplace.sellers.models import Seller
from marketplace.text import N_
from marketplace.web import case_labels
from marketplace.web.filters import moment, say
from marketplace.web.locale import gettext
from marketplace.web.operator import product_filters
from marketplace.web.operator.links import PAGE_SIZE, turning
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.product_file import file_of
from marketplace.web.operator.product_filters import read_address
from marketplace.web.operator.product_forms import CaseForm, EndForm, TakedownForm, decision_of
from marketplace.web.operator.refusals import refusal_of
from marketplace.web.paging import page_of
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other

blueprint = Blueprint("operator_products", __name__, url_prefix="/van-hanh/mon")
blueprint.context_processor(navigation_rail)

DEMANDS_COUNTED = timedelta(days=90)
"""Over which time demands of authorities are counted."""
GONE = N_("Đã hạ. Món rời kệ, tìm kiếm và mọi tệp hàng ngay.")
Answer = Response | str | tuple[str, int]
to_look = requires(OperatorPermission.VIEW_CATALOGUE, OperatorPermission.VIEW_TRUST)
to_decide = requires(OperatorPermission.CHANGE_CATALOGUE, OperatorPermission.CHANGE_TRUST)


@blueprint.get("", endpoint="list")
@to_look
def show_list() -> str:
    return page()


@blueprint.get("/<slug>")
@to_look
def show(slug: str) -> str:
    return page(moderation.get_product(slug))


@blueprint.get("/<slug>/nho-sua")
@to_decide
def ask_change(slug: str) -> str:
    product = moderation.get_product(slug)
    form = CaseForm(formdata=None)
    form.offer(["words"] if file_of(product).words else [])
    return _form_page("change", product, form)


@blueprint.post("/<slug>/nho-sua")
@to_decide
def change(slug: str) -> Answer:
    form = CaseForm()
    if not form.validate():
        return _form_page("change", moderation.get_product(slug), form), 422
    try:
        with transaction():
            product = moderation.get_product(slug, lock=True)
            moderation.ask_for_change(product, form.told(), by=current_user.user)
    except DomainError as error:
        form.refuse(error, form.field_of(error))
        return _form_page("change", moderation.get_product(slug), form), error.status
    flash(gettext("Đã nhờ sửa %(product)s. Nơi bán thấy ngay ở trang Hôm nay.", product=say(product, "name")))
    return shown(slug)


@blueprint.get("/<slug>/ha")
@to_decide
def ask_takedown(slug: str) -> str:
    return _form_page("takedown", moderation.get_product(slug), TakedownForm(formdata=None))


@blueprint.post("/<slug>/ha")
@to_decide
def take_down(slug: str) -> Answer:
    form = TakedownForm()
    if not form.validate():
        return _form_page("takedown", moderation.get_product(slug), form), 422
    try:
        with transaction():
            case = _take_down(moderation.get_product(slug, lock=True), form)
    except DomainError as error:
        form.refuse(error, form.field_of(error))
        return _form_page("takedown", moderation.get_product(slug), form), error.status
    flash(_said(case))
    return shown(slug)


@blueprint.post("/<slug>/ha-theo-yeu-cau")
@to_decide
def carry_out(slug: str) -> Answer:
    """Take down what an authority demands gone, after the demand was noted."""
    return _act(slug, _carry_out, gettext(GONE))


@blueprint.post("/<slug>/xong")
@to_decide
def end(slug: str) -> Answer:
    """What was asked for is done, or goods that were taken down may be sold again."""
    return _act(slug, _end, gettext("Đã khép yêu cầu. Nơi bán nhận được tin."))


def page(opened: Product | None = None) -> str:
    """The list, with one product open beside it."""
    address = read_address(request.args)
    counts = moderation.count_products(address.filter)
    found = partial(moderation.find_products, address.filter, address.sort)
    listed = page_of(found, PAGE_SIZE, lambda number: address.url(trang=number))
    return render_template(
        "operator/products/list.html",
        address=address,
        tabs=list(product_filters.tabs(address, counts)),
        category_menu=list(product_filters.category_menu(address)),
        province_menu=list(product_filters.province_menu(address)),
        sort_menu=list(product_filters.sort_menu(address)),
        sort_name=gettext(product_filters.SORTS[address.sort].name),
        pills=list(product_filters.pills(address, _shop(address.seller))),
        products=listed.rows,
        **turning(listed, counts[address.view]),
        standing=product_filters.standing,
        demands=_demands() if address.view in (moderation.View.CASES, moderation.View.TAKEN_DOWN) else "",
        file=file_of(opened) if opened else None,
        labels=case_labels,
        user=current_user.user,
        end_form=EndForm(formdata=None),
        keys=[("H", gettext("hạ món")), ("S", gettext("nhờ sửa")), ("V", gettext("xem như khách"))] if opened else [],
    )


def shown(slug: str) -> Response:
    """Back to the product, with the same list beside it."""
    return see_other("operator_products.show", **read_address(request.args).query, slug=slug)


def _take_down(product: Product, form: TakedownForm) -> moderation.ProductCase:
    by, told = current_user.user, form.told(str(form.legal_ground.data or ""))
    if not form.is_demand:
        return moderation.open_takedown(product, told, by=by, orders_decision=form.decision)
    case = moderation.write_demand_down(product, told, form.demand, by=by)
    if not form.only_note.data:
        moderation.take_down(case, by=by, orders_decision=form.decision)
    return case


def _said(case: moderation.ProductCase) -> str:
    """That it is gone, or until when it must be."""
    if case.gone_by is None or case.taken_down_at is not None:
        return gettext(GONE)
    return gettext("Đã ghi yêu cầu. Món vẫn đang bán, phải hạ trước %(moment)s.", moment=moment(case.gone_by))


def _carry_out(case: moderation.ProductCase) -> None:
    moderation.take_down(case, by=current_user.user, orders_decision=decision_of(request.form.get("orders")))


def _end(case: moderation.ProductCase) -> None:
    moderation.end(case, by=current_user.user, note=request.form.get("note", ""))


def _act(slug: str, act: Callable[[moderation.ProductCase], None], done: str) -> Answer:
    """Do it to the case that the form names, as it stands now. If the rules refuse: the page that says why."""
    try:
        with transaction():
            product = moderation.get_product(slug, lock=True)
            case = moderation.get_case(request.form.get("case", ""), lock=True)
            moderation.check_about(case, product)
            act(case)
    except DomainError as error:
        flash(refusal_of(error), "error")
        return page(moderation.get_product(slug)), error.status
    flash(done)
    return shown(slug)


def _demands() -> str:
    """How soon what authorities demanded gone was gone, in a sentence."""
    counted = moderation.demands_since(now() - DEMANDS_COUNTED)
    if not counted.demanded:
        return gettext("90 ngày qua không có yêu cầu nào của cơ quan nhà nước.")
    return gettext(
        "90 ngày qua cơ quan nhà nước yêu cầu %(count)s lần, hạ trong 24 giờ %(in_time)s lần, lâu nhất %(longest)s.",
        count=counted.demanded,
        in_time=counted.in_time,
        longest=case_labels.span(counted.longest),
    )


def _shop(slug: str) -> Seller | None:
    try:
        return sellers.get_seller(slug) if slug else None
    except SellerNotFound:
        return None


def _form_page(name: str, product: Product, form: CaseForm) -> str:
    return render_template(
        f"operator/products/{name}.html",
        product=product,
        form=form,
        address=read_address(request.args),
        open_orders=moderation.count_open_orders_with(product.id),
    )
