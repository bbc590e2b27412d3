"""Harvests that buyers order before they are there: opening one, moving its day, reporting what came in."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Final

from flask import Response, flash, render_template, request, url_for
from flask_babel import ngettext
from flask_login import current_user

from marketplace import catalogue, orders, stock, traceability
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import Allotment
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.traceability import StepFacts
from marketplace.web.filters import full_date, goods, number
from marketplace.web.harvest_notes import rule
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.harvest_forms import ChangeForm, HarvestForm, ReportForm
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_harvests", __name__, "/ban-hang/thu-hoach")

PAGE_SIZE: Final = 20
MOST_PACKS: Final = 200
IN_ADVANCE: Final = timedelta(days=2)
"""How long before the harvest orders end, as proposed."""
Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Row:
    """A harvest in the list: how full it is, and what has to be done next."""

    lot: Lot
    name: str
    days: str
    full: str
    is_due: bool


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_GOODS)
def list_harvests() -> str:
    mine = partial(stock.harvests_of_seller, current_membership().seller_id)
    listing = page_of(mine, PAGE_SIZE, lambda page: url_for(".list", trang=page))
    return render_template("seller/harvests/list.html", rows=[_row(lot) for lot in listing.rows], listing=listing)


@blueprint.get("/mo")
@requires(ShopPermission.CHANGE_GOODS)
def new() -> str:
    return _new_page(HarvestForm(formdata=None, mon=request.args.get("mon")))


@blueprint.post("/mo")
@requires(ShopPermission.CHANGE_GOODS)
def start() -> Answer:
    form = HarvestForm()
    if not form.validate():
        return _new_page(form), 422
    try:
        with transaction():
            variant = catalogue.get_variant_of(current_membership().seller_id, form.mon.data or "")
            lot = stock.open_harvest(variant, by_id=current_user.id, **form.told())
    except DomainError as error:
        form.refuse(error)
        return _new_page(form), error.status
    flash(gettext("Đã mở đặt trước. Khách thấy ngày thu hoạch ngay từ bây giờ."))
    return see_other(".show", ref=lot.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.VIEW_GOODS)
def show(ref: str) -> str:
    return _page(_own(ref))


@blueprint.post("/<ref>/doi-ngay")
@requires(ShopPermission.CHANGE_GOODS)
def change(ref: str) -> Answer:
    form = ChangeForm()
    if not form.validate():
        return _page(_own(ref), change=form), 422
    try:
        with transaction():
            moved = orders.move_harvest(_own(ref), by=current_user.user, **form.told())
    except DomainError as error:
        form.refuse(error)
        return _page(_own(ref), change=form), error.status
    told = ngettext("Đã ghi, %(num)d đơn được báo ngày mới.", "Đã ghi, %(num)d đơn được báo ngày mới.", moved)
    flash(told if moved else gettext("Đã ghi."))
    return see_other(".show", ref=ref)


@blueprint.post("/<ref>/thu-duoc")
@requires(ShopPermission.CHANGE_GOODS)
def report(ref: str) -> Answer:
    """What came in. Where it is too little, the page first says who gets how much, and waits for a second press."""
    form = ReportForm()
    if not form.validate():
        return _page(_own(ref), report=form), 422
    lot = _own(ref)
    if form.units < lot.taken and not (form.agreed.data and form.shown_taken == lot.taken):
        return _page(lot, report=form, allotted=orders.allotments_of(lot, form.units)), 409
    try:
        with transaction():
            lot = _own(ref)
            allotted = _report(lot, form)
    except DomainError as error:
        form.refuse(error)
        return _page(_own(ref), report=form), error.status
    short = sum(1 for each in allotted if each.missing)
    flash(_reported(lot, short))
    return see_other("shop_lots.show", ref=ref)


@blueprint.post("/<ref>/dung")
@requires(ShopPermission.CHANGE_GOODS)
def stop(ref: str) -> Response:
    with transaction():
        stock.close_harvest(_own(ref), by_id=current_user.id)
    flash(gettext("Đã ngừng nhận đặt. Đơn đã đặt vẫn giữ nguyên."))
    return see_other(".list")


def _report(lot: Lot, form: ReportForm) -> list[Allotment]:
    """Share it out, and begin the story of the lot with the harvest."""
    facts = form.facts(lot)
    allotted = orders.report_harvest(
        lot, facts, harvested=form.units, shown_taken=form.shown_taken, by=current_user.user
    )
    traceability.add_step(
        lot, StepFacts("Thu hoạch", facts.harvested_on or today(), "Harvested"), by_id=current_user.id
    )
    return allotted


def _reported(lot: Lot, short: int) -> str:
    if not short:
        return gettext("Đã ghi lô %(code)s. Đủ cho mọi đơn, gói được rồi.", code=lot.code)
    return ngettext(
        "Đã ghi lô %(code)s, %(num)d đơn bị thiếu được báo.",
        "Đã ghi lô %(code)s, %(num)d đơn bị thiếu được báo.",
        short,
        code=lot.code,
    )


def _own(ref: str) -> Lot:
    return stock.get_harvest_of(current_membership().seller_id, ref)


def _new_page(form: HarvestForm) -> str:
    form.offer(stock.logged_last(current_membership().seller_id, limit=MOST_PACKS))
    return render_template("seller/harvests/new.html", form=form)


def _page(
    lot: Lot,
    *,
    change: ChangeForm | None = None,
    report: ReportForm | None = None,
    allotted: list[Allotment] | None = None,
) -> str:
    everything = orders.allotments_of(lot, lot.taken)
    return render_template(
        "seller/harvests/show.html",
        lot=lot,
        row=_row(lot),
        rule=rule(lot.shortfall_rule),
        waiting=everything,
        unreachable=[each.line.order for each in everything if not each.line.order.purchase.email],
        change=change or _change_form(lot),
        report=report or ReportForm(formdata=None, harvested_on=today(), shown=str(lot.taken)),
        allotted=allotted or [],
    )


def _change_form(lot: Lot) -> ChangeForm:
    capacity = str(lot.capacity)
    return ChangeForm(formdata=None, expected_on=lot.expected_on, orders_until=lot.orders_until, capacity=capacity)


def _row(lot: Lot) -> Row:
    expected_on, until = lot.expected_on or today(), lot.orders_until or today()
    is_due = expected_on <= today() and lot.taken > 0
    if is_due:
        days = gettext("Đến ngày thu hoạch %(day)s, báo số thu được", day=full_date(expected_on))
    elif lot.takes_orders:
        days = gettext("Thu hoạch %(day)s, nhận đặt đến %(until)s", day=full_date(expected_on), until=full_date(until))
    else:
        days = gettext("Thu hoạch %(day)s, đã ngừng nhận đặt", day=full_date(expected_on))
    full = gettext("khách đặt %(taken)s trên %(capacity)s", taken=number(lot.taken), capacity=number(lot.capacity or 0))
    return Row(lot, goods(lot.variant.product, lot.variant), days, full, is_due)
