"""A shop's stamps: how many a lot gets, what the printer is sent, what it spoiled, and that they are on the packs."""

from typing import Final

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import catalogue, traceability
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.traceability import groups_of
from marketplace.traceability.models import StampRoll
from marketplace.web import csv
from marketplace.web.filters import say
from marketplace.web.locale import gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots import stamp_sheets
from marketplace.web.seller.lots.page import own_lot
from marketplace.web.seller.lots.stamp_forms import GtinForm, PrintForm, RollForm, SpoiledForm
from marketplace.web.seller.lots.stamp_sheets import PrintedStamp, StampPaper
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_stamps", __name__, "/ban-hang/lo/<ref>/tem")

AT_ONCE: Final = 1_000
"""So many stamps are drawn into one file: a few seconds' work, and as much as somebody watches a printer for."""
Answer = Response | tuple[str, int]


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    return _page(own_lot(ref))


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def order(ref: str) -> Answer:
    form = RollForm()
    if not form.validate():
        return _page(own_lot(ref), form=form), 422
    try:
        with transaction():
            traceability.order_roll(own_lot(ref), form.units, ref=form.ref, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error, form.count)
        return _page(own_lot(ref), form=form), error.status
    return see_other(".show", ref=ref)


@blueprint.post("/ma-vach")
@requires(ShopPermission.CHANGE_GOODS)
def number(ref: str) -> Answer:
    """The trade item number of the pack size, for squares that are printed from now on; empty takes it away."""
    form = GtinForm()
    if not form.validate():
        return _page(own_lot(ref), numbering=form), 422
    try:
        with transaction():
            catalogue.number_goods(own_lot(ref).variant, form.gtin.data or "")
    except DomainError as error:
        form.refuse(error, form.gtin)
        return _page(own_lot(ref), numbering=form), error.status
    flash(gettext("Đã ghi. Tem in từ nay theo mã này."))
    return see_other(".show", ref=ref)


@blueprint.get("/<roll>/in")
@requires(ShopPermission.CHANGE_GOODS)
def sheets(ref: str, roll: str) -> Answer:
    """The stamps of a part of the roll, as the printer takes them."""
    lot, form = own_lot(ref), PrintForm(request.args)
    if not form.validate():
        return _page(lot, printing=form), 422
    found = traceability.get_roll_of(lot, roll)
    stamps = _printed(lot, found, form.first)
    name = f"tem-{lot.ref}-{form.first}"
    if form.paper.data == StampPaper.ZPL:
        return csv.to_save(f"{name}.zpl", "".join(stamp_sheets.zpl(stamps)).encode())
    return csv.to_save(f"{name}.pdf", stamp_sheets.draw(stamps, StampPaper(form.paper.data), skip=form.skipped))


@blueprint.get("/<roll>/ma.csv")
@requires(ShopPermission.CHANGE_GOODS)
def codes(ref: str, roll: str) -> Response:
    """Every code with its address, for a printing house."""
    lot = own_lot(ref)
    found = traceability.get_roll_of(lot, roll)
    every = traceability.codes_of(found, found.first_number, found.last_number)
    rows = ([str(number), " ".join(groups_of(code)), _address(code, lot)] for number, code in every)
    return csv.table(f"tem-{lot.ref}-{found.first_number}.csv", ["so", "ma", "dia_chi"], rows)


@blueprint.post("/<roll>/hong")
@requires(ShopPermission.CHANGE_GOODS)
def spoil(ref: str, roll: str) -> Answer:
    form = SpoiledForm(roll)
    if not form.validate():
        return _page(own_lot(ref), spoiled=(roll, form)), 422
    try:
        with transaction():
            found = traceability.get_roll_of(own_lot(ref), roll, lock=True)
            count = traceability.spoil(found, *form.numbers)
    except DomainError as error:
        form.refuse(error, form.first)
        return _page(own_lot(ref), spoiled=(roll, form)), error.status
    flash(gettext("Đã hủy %(count)s tem hỏng. Làm bù được chừng ấy tem.", count=count))
    return see_other(".show", ref=ref)


@blueprint.post("/<roll>/dan")
@requires(ShopPermission.CHANGE_GOODS)
def stick(ref: str, roll: str) -> Response:
    with transaction():
        traceability.stick(traceability.get_roll_of(own_lot(ref), roll, lock=True))
    flash(gettext("Tem đã dùng được: ai quét cũng thấy hàng thật."))
    return see_other(".show", ref=ref)


def _printed(lot: Lot, roll: StampRoll, first: int) -> list[PrintedStamp]:
    product = lot.variant.product
    goods, told = say(product, "name"), gettext("Lô %(code)s", code=lot.code)
    return [
        PrintedStamp(_address(code, lot), goods, told, gettext("Số %(number)s", number=number), groups_of(code))
        for number, code in traceability.codes_of(roll, first, first + AT_ONCE - 1)
    ]


def _address(code: str, lot: Lot) -> str:
    """In capitals, which makes the square coarser; of a Digital Link only what may stand in them (its lot may not)."""
    short = url_for("trace.show", code=code, _external=True).upper()
    if lot.variant.gtin is None:
        return short
    return short.removesuffix(f"/T/{code}") + traceability.stamp_path(code, gtin=lot.variant.gtin, lot=lot.code)


def _page(
    lot: Lot,
    *,
    form: RollForm | None = None,
    printing: PrintForm | None = None,
    spoiled: tuple[str, SpoiledForm] | None = None,
    numbering: GtinForm | None = None,
) -> str:
    left, rolls = traceability.stamps_left(lot), traceability.rolls_of(lot)
    return render_template(
        "seller/lots/stamps.html",
        lot=lot,
        left=left,
        rolls=rolls,
        form=form or RollForm(formdata=None, data={"count": str(left or "")}),
        printing=printing or PrintForm(formdata=None),
        spoiled={roll.ref: SpoiledForm(roll.ref, formdata=None) for roll in rolls} | dict([spoiled] if spoiled else []),
        numbering=numbering or GtinForm(formdata=None, data={"gtin": lot.variant.gtin or ""}),
        at_once=AT_ONCE,
    )
