"""Packing one parcel after another: a checklist that works without scripts and outlives a lost signal."""

from collections.abc import Callable, Mapping

from flask import Response, flash, jsonify, render_template, request
from flask_login import current_user

from marketplace import orders
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.gateways import sms
from marketplace.orders.models import Order
from marketplace.orders.packing import Job, find_job
from marketplace.orders.states import OrderState
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import clean_line
from marketplace.web.filters import hour, sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels, packing_jobs
from marketplace.web.seller.scale import figures_of
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_packing", __name__, "/ban-hang/don")

MOST_IN_LINE = 8
LONGEST_CODE = 40
LONGEST_WEIGHT = 20
Answer = Response | str | tuple[str, int]


@blueprint.get("/<number>/goi")
@requires(ShopPermission.CHANGE_ORDERS)
def show(number: str) -> str:
    """The jobs of a parcel; of an order in another state the page says so."""
    order = orders.get_order_of_seller(current_membership().seller_id, number)
    return _page(order, problem="" if order.can_pack else _not_to_pack(order))


@blueprint.post("/<number>/goi")
@requires(ShopPermission.CHANGE_ORDERS)
def finish(number: str) -> Answer:
    """Keep all ticks and weights of the form; unless that is all (`luu`), close the parcel and open the next one."""
    refused = _change(number, _keep_ticks) or _change(number, _keep_weights)
    if refused:
        return refused
    if request.form.get("luu"):
        flash(gettext("Đã lưu dấu tích."))
        return see_other("shop_packing.show", number=number)
    order = orders.get_order_of_seller(current_membership().seller_id, number)
    if left := [job for job in orders.jobs_of(order) if not job.tick]:
        return _page(order, problem=packing_jobs.still_to_do(left)), 400
    return _change(number, lambda order: orders.pack(order, by=current_user.user)) or _next(order)


@blueprint.post("/<number>/goi/lo")
@requires(ShopPermission.CHANGE_ORDERS)
def choose_lot(number: str) -> Answer:
    """Take the units of a job (`viec`) from the lot with this code (`lo`)."""
    key, code = request.form.get("viec", ""), clean_line(request.form.get("lo", ""), LONGEST_CODE)
    refused = _change(number, lambda order: orders.choose_lot(order, key, code, by=current_user.user))
    if refused:
        return refused
    flash(gettext("Đã ghi: lấy từ lô %(code)s.", code=code))
    return see_other("shop_packing.show", number=number)


@blueprint.post("/<number>/goi/viec")
@requires(ShopPermission.CHANGE_ORDERS)
def mark(number: str) -> Response | tuple[Response, int]:
    """One tick of the script, perhaps long after it was made: what it became, or why it did not count."""
    form = request.form
    try:
        with transaction():
            order = orders.get_order_of_seller(current_membership().seller_id, number, lock=True)
            said, figures = _told(order, form.get("viec", ""), form)
    except DomainError as error:
        return jsonify(said=f"{number}: {sentence_of(error)}"), error.status
    return jsonify(said=said, figures=figures)


def _told(order: Order, key: str, form: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Do what came of one job, and give what is to be said and which figures follow."""
    seen, grams = form.get("lo", ""), request.form.getlist("can")
    if not grams:
        return _mark(order, key, done=form.get("xong") == "1", seen=seen), {}
    orders.weigh(order, key, orders.parse_pieces(grams), by=current_user.user, seen=seen)
    return "", figures_of(find_job(order, key), order)


def _mark(order: Order, key: str, *, done: bool, seen: str) -> str:
    """Do what the tick says; a colleague who was quicker is named, because two may be packing the same parcel."""
    if not done:
        orders.untick(order, key)
        return ""
    tick = orders.tick(order, key, by=current_user.user, seen=seen)
    if tick.by_id == current_user.user.id:
        return ""
    blanks = {"number": order.number, "who": tick.by.name, "time": hour(tick.at)}
    return gettext("%(number)s: %(who)s đã làm việc này lúc %(time)s. Hỏi nhau để khỏi gói hai lần.", **blanks)


def _keep_ticks(order: Order) -> None:
    """Tick what is ticked, and take back what was ticked when the page was made and is not any more."""
    done, before = set(request.form.getlist("xong")), set(request.form.getlist("truoc"))
    for job in orders.jobs_of(order):
        if job.is_weighing:
            continue
        if job.key in done:
            orders.tick(order, job.key, by=current_user.user, seen=request.form.get(f"lo-{job.key}", ""))
        elif job.key in before:
            orders.untick(order, job.key)


def _keep_weights(order: Order) -> None:
    """Write down what the scale showed; a field that is still empty is no mistake while nothing of it is typed."""
    for job in orders.jobs_of(order):
        typed = _typed(job.key)
        if job.is_weighing and any(typed):
            seen = request.form.get(f"lo-{job.key}", "")
            orders.weigh(order, job.key, orders.parse_pieces(typed), by=current_user.user, seen=seen)


def _typed(key: str) -> list[str]:
    return [clean_line(text, LONGEST_WEIGHT) for text in request.form.getlist(f"can-{key}")]


def _change(number: str, change: Callable[[Order], None]) -> Answer | None:
    """Do it in one transaction; refused, the page says why and shows how things stand now."""
    try:
        with transaction():
            change(orders.get_order_of_seller(current_membership().seller_id, number, lock=True))
    except DomainError as error:
        order = orders.get_order_of_seller(current_membership().seller_id, number)
        return _page(order, problem=sentence_of(error)), error.status
    return None


def _next(order: Order) -> Response:
    """The most urgent parcel that is left; without one, what there is to do for the packed ones."""
    flash(gettext("Đã gói xong đơn %(number)s.", number=order.number))
    if following := orders.find_next_number(order.seller_id, OrderState.CONFIRMED):
        return see_other("shop_packing.show", number=following)
    return see_other("shop_orders.list", xem=order_labels.tab_of(OrderState.PACKED))


def _not_to_pack(order: Order) -> str:
    state = order_labels.reading(order).label
    return gettext("Đơn này đang ở bước “%(state)s”, không có gì phải gói.", state=state)


def _page(order: Order, *, problem: str = "") -> str:
    seller_id = current_membership().seller_id
    waiting = orders.orders_of_seller(seller_id, [OrderState.CONFIRMED], limit=MOST_IN_LINE)
    jobs: list[Job] = orders.jobs_of(order)
    care = orders.care_for(order)
    asked = orders.find_open(order.id) if order.can_pack else None
    return render_template(
        "seller/packing/show.html",
        order=order,
        reading=order_labels.reading(order),
        jobs=[packing_jobs.describe(job, order, care, _typed(job.key) if problem else []) for job in jobs],
        asked=asked,
        is_told=bool(order.purchase.email) or sms.is_on(),
        may_be_short=asked is None,
        done=sum(job.tick is not None for job in jobs),
        waiting=waiting,
        count=orders.tally_of_seller(seller_id)[OrderState.CONFIRMED].count,
        problem=problem,
    )
