"""The story of a lot: a step with photos, what the lot before had, and mending."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from flask import Response, flash, render_template, request
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage

from marketplace import pictures, traceability
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.traceability.errors import DayUnreadable
from marketplace.traceability.models import LotStep
from marketplace.web import rate_limits
from marketplace.web.filters import sentence_of
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.forms import DATES, StepForm, step_form_of
from marketplace.web.seller.lots.page import lot_page, own_lot, told_steps
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_lot_steps", __name__, "/ban-hang/lo/<ref>")

Answer = Response | tuple[str, int]


@blueprint.post("/viec")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.photos_sent
def add(ref: str) -> Answer:
    form = StepForm()
    if not form.validate():
        return lot_page(own_lot(ref), step_form=form), 422
    try:
        with pictures.receiving(file.stream for file in _sent()) as received, transaction():
            lot = own_lot(ref, lock=True)
            traceability.add_step(lot, form.facts, received=received, ref=form.ref, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error)
        return lot_page(own_lot(ref), step_form=form), error.status
    flash(gettext("Đã ghi việc. Khách quét tem đọc được ngay."))
    return _back(ref)


@blueprint.get("/viec/<step>")
@requires(ShopPermission.CHANGE_GOODS)
def edit(ref: str, step: str) -> str:
    lot = own_lot(ref)
    written = traceability.get_step_of(lot, step)
    return _page(lot, written, step_form_of(written))


@blueprint.post("/viec/<step>")
@requires(ShopPermission.CHANGE_GOODS)
@rate_limits.photos_sent
def mend(ref: str, step: str) -> Answer:
    form, lot = StepForm(), own_lot(ref)
    if not form.validate():
        return _page(lot, traceability.get_step_of(lot, step), form), 422
    try:
        with pictures.receiving(file.stream for file in _sent()) as received, transaction():
            lot = own_lot(ref, lock=True)
            written, dropped = traceability.get_step_of(lot, step), request.form.getlist("bo")
            change = {"received": received, "dropped": dropped, "by_id": current_user.id}
            traceability.mend_step(lot, written, form.facts, **change)
    except DomainError as error:
        form.refuse(error)
        return _page(lot, traceability.get_step_of(own_lot(ref), step), form), error.status
    flash(gettext("Đã sửa. Bản cũ nằm trong nhật ký."))
    return _back(ref)


@blueprint.post("/viec/<step>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def remove(ref: str, step: str) -> Response:
    with transaction():
        lot = own_lot(ref, lock=True)
        traceability.remove_step(lot, traceability.get_step_of(lot, step), by_id=current_user.id)
    flash(gettext("Đã bỏ việc này khỏi tem. Nhật ký vẫn giữ."))
    return _back(ref)


@blueprint.get("/chep")
@requires(ShopPermission.CHANGE_GOODS)
def proposals(ref: str) -> str:
    return _copy_page(own_lot(ref))


@blueprint.post("/chep")
@requires(ShopPermission.CHANGE_GOODS)
def copy(ref: str) -> Answer:
    """Write the steps that were ticked, each on the day that stands beside it."""
    chosen = request.form.getlist("viec")
    if not chosen:
        return _copy_page(own_lot(ref), gettext("Đánh dấu ít nhất một việc đã làm.")), 422
    try:
        with transaction():
            lot = own_lot(ref, lock=True)
            proposed = traceability.proposed_steps(lot)
            told = [replace(proposed[one], happened_on=_typed_day(one)) for one in chosen if one in proposed]
            for facts in told:
                traceability.add_step(lot, facts, by_id=current_user.id)
    except DomainError as error:
        return _copy_page(own_lot(ref), sentence_of(error)), error.status
    flash(ngettext("Đã chép %(num)d việc.", "Đã chép %(num)d việc.", len(told)))
    return _back(ref)


def _typed_day(step: str) -> date:
    """The day beside the step. Raises DayUnreadable."""
    typed = request.form.get(f"ngay-{step}", "").strip()
    for form in DATES:
        with suppress(ValueError):
            return datetime.strptime(typed, form).date()  # noqa: DTZ007 - a day of the calendar
    raise DayUnreadable()


def _sent() -> list[FileStorage]:
    return [file for file in request.files.getlist("photos") if file.filename]


def _page(lot: Lot, step: LotStep, form: StepForm) -> str:
    told = next(each for each in told_steps(lot) if each.step.id == step.id)
    most = traceability.MOST_STEP_PHOTOS
    return render_template("seller/lots/step.html", lot=lot, told=told, form=form, most_photos=most)


def _copy_page(lot: Lot, refusal: str = "") -> str:
    proposed, before = traceability.proposed_steps(lot), traceability.lot_before(lot)
    return render_template("seller/lots/copy.html", lot=lot, before=before, proposed=proposed, refusal=refusal)


def _back(ref: str) -> Response:
    return see_other("shop_lots.show", ref=ref, _anchor="chuyen")
