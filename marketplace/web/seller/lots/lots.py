"""A shop's lots: the list, a new one in four answers, and mending what one says of itself."""

from dataclasses import dataclass
from functools import partial

from flask import Response, flash, render_template, request, url_for
from flask_login import current_user

from marketplace import catalogue, orders, stock, traceability
from marketplace.catalogue.models import Variant
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.orders import LotUnits
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock.models import Lot
from marketplace.traceability import StepFacts
from marketplace.web.filters import goods
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.lots.forms import OTHER, TODAY, YESTERDAY, LotForm, MendForm, mend_form_of
from marketplace.web.seller.lots.labels import STANDINGS
from marketplace.web.seller.lots.page import lot_page, own_lot
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_lots", __name__, "/ban-hang/lo")

PAGE_SIZE = 20
MOST_PLACES = 12
MOST_PACKS = 200
MONTHS_FROM = 60
"""From how many days on a shelf life is told in months."""
EMPTIED = "het"
Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Row:
    """A lot in the list: how many came in, how many of them are ordered and still here."""

    lot: Lot
    received: int
    reserved: int
    label: Label

    @property
    def whole(self) -> int:
        """What a full bar stands for."""
        return max(self.received, self.lot.on_hand, 1)

    @property
    def sells(self) -> bool:
        """Whether what is left of it can be ordered."""
        return not (self.lot.is_recalled or self.lot.is_past_best)

    @property
    def tone(self) -> str:
        """How its bar looks."""
        return {"x": "bad", "a": "w"}.get(self.label.tone, "")


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_GOODS)
def list_lots() -> str:
    seller_id, emptied = current_membership().seller_id, request.args.get("xem") == EMPTIED
    mine = partial(stock.lots_of_seller, seller_id, emptied=emptied)
    listing = page_of(mine, PAGE_SIZE, lambda page: url_for(".list", trang=page, xem=EMPTIED if emptied else None))
    return render_template(
        "seller/lots/list.html",
        rows=_rows(listing.rows),
        listing=listing,
        emptied=emptied,
        counts=stock.count_lots(seller_id),
    )


@blueprint.get("/moi")
@requires(ShopPermission.CHANGE_GOODS)
def new() -> str:
    return _new_page(_chosen(), LotForm(formdata=None))


@blueprint.post("/moi")
@requires(ShopPermission.CHANGE_GOODS)
def log() -> Answer:
    form = LotForm()
    if not form.validate():
        return _new_page(_chosen(), form), 422
    try:
        with transaction():
            lot = _log(form)
    except DomainError as error:
        form.refuse(error)
        return _new_page(_chosen(), form), error.status
    flash(gettext("Đã ghi lô %(code)s. Ghi sai thì bấm Sửa lô.", code=lot.code))
    return see_other(".show", ref=lot.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.VIEW_GOODS)
def show(ref: str) -> str:
    return lot_page(own_lot(ref))


@blueprint.get("/<ref>/sua")
@requires(ShopPermission.CHANGE_GOODS)
def edit(ref: str) -> str:
    lot = own_lot(ref)
    return _edit_page(lot, mend_form_of(lot, stock.received_in([lot.id]).get(lot.id, 0)))


@blueprint.post("/<ref>/sua")
@requires(ShopPermission.CHANGE_GOODS)
def mend(ref: str) -> Answer:
    form = MendForm()
    if not form.validate():
        return _edit_page(own_lot(ref), form), 422
    try:
        with transaction():
            lot = own_lot(ref, lock=True)
            differs = stock.mend_lot(lot, form.facts, received=form.units, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error)
        return _edit_page(own_lot(ref), form), error.status
    flash(gettext("Đã sửa lô. Bản cũ nằm trong nhật ký.") if differs else gettext("Không có gì khác trước."))
    return see_other(".show", ref=ref)


def _log(form: LotForm) -> Lot:
    """Open the lot and begin its story with where and when it was made."""
    variant = catalogue.get_variant_of(current_membership().seller_id, request.form.get("mon", ""))
    facts = form.facts(stock.propose(variant, form.day, form.packed_on.data))
    lot = stock.log_lot(variant, facts, quantity=form.units, ref=form.ref, by_id=current_user.id)
    if not traceability.steps_of(lot):
        title_vi, title_en = ("Thu hoạch", "Harvested") if facts.harvested_on else ("Đóng gói", "Packed")
        day = facts.harvested_on or facts.packed_on
        first = StepFacts(title_vi, day, title_en, place_vi=form.place.data or "")
        traceability.add_step(lot, first, by_id=current_user.id)
    return lot


def _chosen() -> Variant | None:
    """The pack size that the address or the form names, else the one whose lot was opened last; None without goods."""
    seller_id, ref = current_membership().seller_id, request.values.get("mon", "")
    if ref:
        return catalogue.get_variant_of(seller_id, ref)
    return next(iter(stock.logged_last(seller_id, limit=1)), None)


def _new_page(variant: Variant | None, form: LotForm) -> str:
    seller_id = current_membership().seller_id
    packs = stock.logged_last(seller_id, limit=MOST_PACKS)
    if variant is None:
        return render_template("seller/lots/no_goods.html")
    before = stock.last_lot_of(variant)
    places = traceability.places_of(seller_id, limit=MOST_PLACES)
    if not form.is_submitted() and places:
        form.place.data = _last_place(before) or places[0]
    others = [pack for pack in packs if pack.id != variant.id]
    return render_template(
        "seller/lots/new.html",
        form=form,
        chosen=variant,
        before=before,
        others=others,
        places=places,
        choices={name: form.short_day(name) for name in (TODAY, YESTERDAY, OTHER)},
        proposals={name: stock.propose(variant, day) for name, day in form.days.items()},
        is_harvest=bool(before and before.harvested_on),
        keeps=_shelf_life(variant.product.shelf_life_days),
    )


def _last_place(before: Lot | None) -> str:
    """Where the lot before began, or the one whose story it could have followed."""
    told = [traceability.steps_of(lot) for lot in (before, before and traceability.lot_before(before)) if lot]
    return next((step.place_vi for steps in told for step in steps if step.place_vi), "")


def _shelf_life(days: int | None) -> str:
    if not days:
        return ""
    if days < MONTHS_FROM:
        return gettext("%(days)s ngày sau ngày đóng gói", days=days)
    return gettext("%(months)s tháng sau ngày đóng gói", months=round(days * 12 / 365))


def _edit_page(lot: Lot, form: MendForm) -> str:
    return render_template(
        "seller/lots/edit.html", lot=lot, form=form, goods_name=goods(lot.variant.product, lot.variant)
    )


def _rows(lots: list[Lot]) -> list[Row]:
    units = orders.units_of_lots(lot.id for lot in lots)
    return [_row(lot, units.get(lot.id, LotUnits())) for lot in lots]


def _row(lot: Lot, units: LotUnits) -> Row:
    return Row(lot, units.received, units.reserved, STANDINGS[stock.standing_of(lot, units.received)])
