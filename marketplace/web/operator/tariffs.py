"""The shop's own tables of delivery fees: what holds, what a new one would cost, and who decided what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, flash, render_template, request
from flask_login import current_user

from marketplace import places, shipping
from marketplace.accounts import OperatorPermission
from marketplace.clock import now, to_local, today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.money import format_grams
from marketplace.places.zones import Zone
from marketplace.shipping import NewTariff, ParcelFee, RateTable, Sent, Tariff
from marketplace.shipping.errors import (
    FarCheaperThanNear,
    SurchargeTooHigh,
    TariffEndsBeforeItBegins,
    TariffSameDay,
    TariffTooEarly,
)
from marketplace.shipping.rates import FIRST_TABLE, fee_by
from marketplace.web import csv
from marketplace.web.csv import Cell
from marketplace.web.fee_words import percent
from marketplace.web.filters import day, number, vnd
from marketplace.web.locale import gettext
from marketplace.web.operator.navigation import navigation_rail
from marketplace.web.operator.tariff_forms import EndTariffForm, TariffForm
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.tariff_words import BEARERS, STEPS, ZONES

blueprint = Blueprint("operator_tariffs", __name__, url_prefix="/van-hanh/phi-gui")
blueprint.context_processor(navigation_rail)

Page = Response | str | tuple[str, int]
FIELD_OF: Final[Mapping[type[DomainError], str]] = {
    TariffTooEarly: "first_day",
    TariffSameDay: "first_day",
    TariffEndsBeforeItBegins: "last_day",
    FarCheaperThanNear: "nation_first",
    SurchargeTooHigh: "cash_rate",
}
"""Beside which field an error is said."""
HA_NOI, HAI_PHONG, HO_CHI_MINH = "01", "31", "79"
EXAMPLES: Final = (
    Sent(HA_NOI, HA_NOI, 1_000, 150_000),
    Sent(HA_NOI, HAI_PHONG, 3_000, 300_000),
    Sent(HA_NOI, HO_CHI_MINH, 5_000, 450_000),
    Sent(HA_NOI, HO_CHI_MINH, 5_000, 1_200_000, pays_cash=True),
)
"""Parcels by which a new table is compared with the one before it."""


@dataclass(frozen=True)
class Effect:
    """A parcel in words, and its fee without and with the new table."""

    parcel: str
    before: ParcelFee
    after: ParcelFee
    is_tried: bool = False


@blueprint.get("", endpoint="list")
@requires(OperatorPermission.VIEW_FINANCE)
def show_list() -> str:
    return _page()


@blueprint.get("/bang-moi")
@requires(OperatorPermission.CHANGE_FINANCE)
def new() -> str:
    """A new table begins as a copy of the one that holds."""
    return _page(TariffForm.copied_from(shipping.table_on(today())))


@blueprint.post("")
@requires(OperatorPermission.CHANGE_FINANCE)
def add() -> Page:
    """Write the table, or show first what parcels would cost."""
    form = TariffForm()
    if not form.validate():
        return _page(form), 422
    written = form.tariff()
    try:
        shipping.check_tariff(written)
        if request.form.get("then") != "save":
            return _page(form, effects=list(_effects(written, form.parcel())))
        with transaction():
            shipping.add_tariff(written, by=current_user.user, note=form.note.data or "")
    except DomainError as error:
        name = FIELD_OF.get(type(error))
        form.refuse(error, form[name] if name else None)
        return _page(form), error.status
    flash(gettext("Đã thêm bảng phí gửi. Áp dụng từ %(day)s.", day=day(written.first_day)))
    return see_other(".list")


@blueprint.get("/bang-phi-gui.csv")
@requires(OperatorPermission.VIEW_FINANCE)
def export() -> Response:
    """Every table, a row for each."""
    heading = [
        gettext("Từ ngày"),
        gettext("Đến hết ngày"),
        *(f"{ZONES[zone]}, {step}" for zone in Zone for step in (gettext("nấc đầu (₫)"), gettext("nấc thêm (₫)"))),
        gettext("Nấc cân đầu (g)"),
        gettext("Mỗi nấc thêm (g)"),
        gettext("Số cm³ tính là 1 kg"),
        gettext("Phụ thu đảo, vùng xa (₫)"),
        gettext("Xã vùng xa"),
        gettext("Phí thu hộ"),
        gettext("Phí bảo hiểm"),
        gettext("Miễn phí gửi từ (₫)"),
        gettext("Ai trả khi miễn phí"),
    ]
    tables = [*(tariff.table for tariff in shipping.all_tariffs()), FIRST_TABLE]
    return csv.table(f"bang-phi-gui-{to_local(now()):%Y%m%d}.csv", heading, map(_row, tables))


@blueprint.get("/<ref>")
@requires(OperatorPermission.VIEW_FINANCE)
def show(ref: str) -> str:
    return _page(opened=shipping.get_tariff(ref), end=EndTariffForm(formdata=None))


@blueprint.post("/<ref>/ket-thuc")
@requires(OperatorPermission.CHANGE_FINANCE)
def end(ref: str) -> Page:
    form = EndTariffForm()
    if not form.validate() or form.last_day.data is None:
        return _page(opened=shipping.get_tariff(ref), end=form), 422
    last_day = form.last_day.data
    try:
        with transaction():
            tariff = shipping.get_tariff(ref, lock=True)
            shipping.end_tariff(tariff, last_day=last_day, by=current_user.user, note=form.end_note.data or "")
    except DomainError as error:
        form.refuse(error, form.last_day)
        return _page(opened=shipping.get_tariff(ref), end=form), error.status
    flash(gettext("Bảng phí gửi áp dụng đến hết %(day)s.", day=day(last_day)))
    return see_other(".show", ref=ref)


def _effects(written: NewTariff, tried: Sent | None) -> Iterator[Effect]:
    """What parcels cost on its first day without and with the table."""
    before, after = shipping.table_on(written.first_day), replace(written.tariff().table, ref="")
    for parcel in ([tried] if tried else []) + list(EXAMPLES):
        yield Effect(parcel_words(parcel), fee_by(before, parcel), fee_by(after, parcel), is_tried=parcel is tried)


def parcel_words(sent: Sent) -> str:
    """A parcel as people say it: "Hà Nội → Hải Phòng, 3 kg, hàng 300.000 ₫"."""
    origin, destination = (
        places.get_province(code).short_name for code in (sent.origin_province, sent.destination_province)
    )
    words = [f"{origin} → {destination}", format_grams(sent.grams), gettext("hàng %(sum)s", sum=vnd(sent.goods_vnd))]
    return ", ".join([*words, gettext("tiền mặt khi nhận")] if sent.pays_cash else words)


def _row(table: RateTable) -> list[Cell]:
    prices = [amount for zone in Zone for amount in (table.rates[zone].first_vnd, table.rates[zone].further_vnd)]
    communes = [commune.line() for code in sorted(table.remote_communes) if (commune := places.find_commune(code))]
    return [
        day(table.valid_from),
        day(table.valid_until) if table.valid_until.year < table.valid_until.max.year else "",
        *prices,
        table.first_grams,
        table.further_grams,
        table.cm3_per_kg or "",
        table.remote_vnd,
        "; ".join(communes),
        cash_words(table),
        insurance_words(table),
        table.free_from_vnd or "",
        str(BEARERS[table.free_paid_by]) if table.free_from_vnd else "",
    ]


def cash_words(table: RateTable) -> str:
    """What is asked for money taken at the door: "0,8 % cả tiền hàng khi trên 1.000.000 ₫, ít nhất 5.000 ₫"."""
    if not table.cash.basis_points and not table.cash.least_vnd:
        return gettext("không thu")
    return gettext(
        "%(rate)s cả tiền hàng khi trên %(limit)s, ít nhất %(least)s",
        rate=percent(table.cash.basis_points),
        limit=vnd(table.cash.free_to_vnd),
        least=vnd(table.cash.least_vnd),
    )


def insurance_words(table: RateTable) -> str:
    """What is asked for insurance: "0,5 % cả tiền hàng khi trên 1.000.000 ₫"."""
    if not table.insurance.basis_points:
        return gettext("không thu")
    limit = vnd(table.insurance.free_to_vnd)
    return gettext("%(rate)s cả tiền hàng khi trên %(limit)s", rate=percent(table.insurance.basis_points), limit=limit)


def free_words(table: RateTable) -> str:
    """From which sum on delivery is free, and who pays it: "từ 500.000 ₫, chợ trả"."""
    if not table.free_from_vnd:
        return gettext("không miễn phí")
    return gettext("từ %(sum)s. %(who)s", sum=vnd(table.free_from_vnd), who=BEARERS[table.free_paid_by])


def _page(
    form: TariffForm | None = None,
    *,
    opened: Tariff | None = None,
    end: EndTariffForm | None = None,
    effects: list[Effect] | None = None,
) -> str:
    tariffs = shipping.all_tariffs()
    return render_template(
        "operator/tariffs/list.html",
        tariffs=tariffs,
        span=gettext("Bảng: %(count)s", count=number(len(tariffs) + 1)),
        first_table=FIRST_TABLE,
        current=shipping.table_on(today()),
        opened=opened,
        table=opened.table if opened else None,
        form=form,
        end=end,
        effects=effects,
        steps=STEPS,
        zones=ZONES,
        free_words=free_words,
        cash_words=cash_words,
        insurance_words=insurance_words,
        bearers=BEARERS,
        commune_of=places.find_commune,
        grams=format_grams,
    )
