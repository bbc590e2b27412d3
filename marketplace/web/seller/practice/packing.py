"""Packing a sample parcel: the checklist of the shop, with its ticks that outlive a lost signal."""

from collections.abc import Callable

from flask import Response, flash, jsonify, render_template, request

from marketplace import practice
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.practice import PracticeShop
from marketplace.text import clean_line
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import signed_in
from marketplace.web.redirects import see_other
from marketplace.web.seller import order_labels, packing_jobs
from marketplace.web.seller.packing import LONGEST_CODE
from marketplace.web.seller.practice.pages import my_parcel, my_shop, practice_pages

blueprint = practice_pages("shop_practice_packing", __name__)

Answer = Response | str | tuple[str, int]


@blueprint.get("/don/<parcel>/goi")
@signed_in
def show(parcel: str) -> str:
    return _page(parcel)


@blueprint.post("/don/<parcel>/goi")
@signed_in
def finish(parcel: str) -> Answer:
    """Keep all ticks of the form; unless that is all (`luu`), close the parcel."""
    refused = _change(parcel, lambda shop: _keep_ticks(shop, parcel))
    if refused:
        return refused
    if request.form.get("luu"):
        flash(gettext("Đã lưu dấu tích."))
        return see_other(".show", parcel=parcel)
    if left := [job for job in my_parcel(parcel).jobs if not job.tick]:
        return _page(parcel, problem=packing_jobs.still_to_do(left)), 400
    refused = _change(parcel, lambda shop: practice.pack(shop, parcel))
    if refused:
        return refused
    flash(order_labels.just_done(my_parcel(parcel).order))
    return see_other("shop_practice_orders.show", parcel=parcel)


@blueprint.post("/don/<parcel>/goi/lo")
@signed_in
def choose_lot(parcel: str) -> Answer:
    key, code = request.form.get("viec", ""), clean_line(request.form.get("lo", ""), LONGEST_CODE)
    refused = _change(parcel, lambda shop: practice.choose_lot(shop, parcel, key, code))
    if refused:
        return refused
    flash(gettext("Đã ghi: lấy từ lô %(code)s.", code=code))
    return see_other(".show", parcel=parcel)


@blueprint.post("/don/<parcel>/goi/viec")
@signed_in
def mark(parcel: str) -> Response | tuple[Response, int]:
    """One tick of the script."""
    form = request.form
    key, is_done = form.get("viec", ""), form.get("xong") == "1"
    try:
        with transaction():
            shop = my_shop(lock=True)
            if is_done:
                practice.tick(shop, parcel, key, seen=form.get("lo", ""))
            else:
                practice.untick(shop, parcel, key)
    except DomainError as error:
        return jsonify(said=f"{parcel}: {sentence_of(error)}"), error.status
    return jsonify(said="")


def _keep_ticks(shop: PracticeShop, number: str) -> None:
    """Tick what is ticked, and take back what was ticked when the page was made and is not any more."""
    done, before = set(request.form.getlist("xong")), set(request.form.getlist("truoc"))
    for job in practice.get_parcel(shop, number).jobs:
        if job.key in done and not job.tick:
            practice.tick(shop, number, job.key, seen=request.form.get(f"lo-{job.key}", ""))
        elif job.key in before - done:
            practice.untick(shop, number, job.key)


def _change(number: str, change: Callable[[PracticeShop], None]) -> Answer | None:
    """Do it in one transaction; refused, the page says why and shows how things stand now."""
    try:
        with transaction():
            change(my_shop(lock=True))
    except DomainError as error:
        return _page(number, problem=sentence_of(error)), error.status
    return None


def _page(number: str, *, problem: str = "") -> str:
    parcel = my_parcel(number)
    return render_template(
        "seller/practice/packing.html",
        order=parcel.order,
        reading=order_labels.reading(parcel.order),
        jobs=[packing_jobs.describe(job, parcel.order, parcel.care) for job in parcel.jobs],
        may_be_short=False,
        done=sum(job.tick is not None for job in parcel.jobs),
        problem=problem,
    )
