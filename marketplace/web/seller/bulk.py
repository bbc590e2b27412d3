"""One change of many listings: chosen, seen line by line before anything happens, confirmed once, and taken back."""

from dataclasses import dataclass
from typing import Final

from flask import Response, flash, render_template, request
from flask_babel import ngettext
from flask_login import current_user

from marketplace import listings
from marketplace.catalogue.models import Product
from marketplace.database import transaction
from marketplace.errors import Conflict, DomainError
from marketplace.listings import BulkChange, BulkLine, Outcome
from marketplace.listings.errors import NothingChosen
from marketplace.listings.models import Values
from marketplace.listings.preview import MOST_LINES
from marketplace.refs import new_ref
from marketplace.sellers.permissions import ShopPermission
from marketplace.text import N_, clean_line
from marketplace.web.filters import sentence_of
from marketplace.web.labels import Label, spoken
from marketplace.web.permissions import current_membership, requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.bulk_forms import ChangeForm, name_of, sent_form
from marketplace.web.seller.listing_filters import read_address
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_bulk", __name__, "/ban-hang/doi-nhieu")

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class OutcomeLabel(Label):
    """What became of a line, and what a preview says would become of it."""

    expected: str


OUTCOMES: Final = {
    Outcome.DONE: OutcomeLabel(N_("Đã đổi"), "g", expected=N_("Đổi ngay")),
    Outcome.ASKED: OutcomeLabel(N_("Chờ duyệt"), "b", expected=N_("Chờ duyệt trước")),
    Outcome.REFUSED: OutcomeLabel(N_("Giữ nguyên"), "n", expected=N_("Không đổi được")),
}
UNDONE: Final = Label(N_("Đã hoàn tác"), "n")


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def choose() -> Answer:
    products = _chosen()
    return _choice(products, ChangeForm(formdata=None))


@blueprint.get("/xem")
@requires(ShopPermission.CHANGE_GOODS)
def preview() -> Answer:
    """What the change would do: nothing has happened yet."""
    products, form = _chosen(), sent_form()
    if not products or not form.validate():
        return _choice(products, form)
    try:
        lines = listings.preview(products, form.change)
    except DomainError as error:
        form.refuse(error)
        return _choice(products, form)
    return render_template(
        "seller/bulk/preview.html",
        lines=lines,
        change=form.change,
        name=name_of(form.change),
        form=form,
        ref=new_ref(),
        going=sum(line.outcome != Outcome.REFUSED for line in lines),
        asked=sum(line.outcome == Outcome.ASKED for line in lines),
        outcomes=OUTCOMES,
        spoken=spoken,
        sentence_of=sentence_of,
        again=_selection(),
    )


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def apply() -> Answer:
    form = ChangeForm()
    ref = clean_line(request.form.get("ref", ""), 16)
    if not form.validate() or len(ref) < len(new_ref()):
        return _choice([], form), 400
    keys = request.form.getlist("dong")[: MOST_LINES + 1]
    try:
        with transaction():
            seller = current_membership().seller
            bulk = listings.apply(seller, form.change, keys, ref=ref, by=current_user.user)
    except DomainError as error:
        form.refuse(error)
        return _choice([], form), error.status
    _tell(bulk)
    return see_other(".show", ref=bulk.ref)


@blueprint.get("/<ref>")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> str:
    return _outcome(listings.get_bulk_change(current_membership().seller_id, ref))


@blueprint.post("/<ref>/hoan-tac")
@requires(ShopPermission.CHANGE_GOODS)
def undo(ref: str) -> Answer:
    try:
        with transaction():
            bulk = listings.get_bulk_change(current_membership().seller_id, ref, lock=True)
            listings.undo(bulk, by=current_user.user)
    except Conflict as error:
        flash(sentence_of(error), "error")
        return _outcome(listings.get_bulk_change(current_membership().seller_id, ref)), error.status
    kept = sum(line.undo_outcome == Outcome.REFUSED for line in bulk.lines)
    done = sum(line.undo_outcome == Outcome.DONE for line in bulk.lines)
    flash(ngettext("Đã hoàn tác %(num)d dòng.", "Đã hoàn tác %(num)d dòng.", done))
    if kept:
        flash(ngettext("%(num)d dòng giữ nguyên.", "%(num)d dòng giữ nguyên.", kept))
    return see_other(".show", ref=ref)


def _tell(bulk: BulkChange) -> None:
    done = sum(line.outcome != Outcome.REFUSED for line in bulk.lines)
    flash(ngettext("Xong %(num)d dòng.", "Xong %(num)d dòng.", done))


def _chosen() -> list[Product]:
    """The goods that the address names one by one, or all that its filters find."""
    seller_id = current_membership().seller_id
    if "ca" in request.args:
        return listings.all_chosen(read_address(request.args).filter(seller_id), most=MOST_LINES + 1)
    slugs = [clean_line(slug, 120) for slug in request.args.getlist("mon")][:MOST_LINES]
    return listings.chosen_of(seller_id, slugs) if slugs else []


def _selection() -> list[tuple[str, str]]:
    """What names the chosen goods in an address."""
    if "ca" in request.args:
        return [("ca", "1"), *read_address(request.args).fields.items()]
    return [("mon", clean_line(slug, 120)) for slug in request.args.getlist("mon")][:MOST_LINES]


def _choice(products: list[Product], form: ChangeForm) -> str:
    nothing = not products and request.method == "GET" and bool(request.args)
    return render_template(
        "seller/bulk/choose.html",
        products=products,
        selection=_selection(),
        form=form,
        nothing_chosen=sentence_of(NothingChosen()) if nothing else "",
        recent=[(bulk, name_of(bulk.change)) for bulk in listings.recent_changes(current_membership().seller_id)],
    )


def _outcome(bulk: BulkChange) -> str:
    return render_template(
        "seller/bulk/show.html",
        bulk=bulk,
        change=bulk.change,
        name=name_of(bulk.change),
        outcome_of=_outcome_of,
        told=_told,
        can_undo=bulk.can_be_undone and any(line.outcome != Outcome.REFUSED for line in bulk.lines),
    )


def _outcome_of(line: BulkLine) -> Label:
    """How a line stands: what was done to it, or that it was taken back."""
    if line.undo_outcome == Outcome.DONE:
        return UNDONE
    return OUTCOMES[Outcome(line.outcome)]


def _told(reason: Values) -> str:
    """A kept reason in the language of the page; nothing where there is none."""
    return spoken(str(reason["sentence"]), **reason["params"]) if reason else ""
