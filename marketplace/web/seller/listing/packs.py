"""Pack sizes and prices of a draft, one at a time, each with what it leaves the seller."""

from dataclasses import dataclass
from functools import partial

from flask import Response, flash, render_template, request
from flask_login import current_user

from marketplace.catalogue import drafts
from marketplace.catalogue.drafts import Draft, Values
from marketplace.catalogue.drafts.content import MOST_PACKS, Step
from marketplace.catalogue.drafts.errors import SavedMeanwhile, TooManyPacks
from marketplace.clock import today
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.fees import vat_rate
from marketplace.money import UNITS, UnitPrice, unit_price
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.fee_words import percent, terms_words
from marketplace.web.filters import sentence_of
from marketplace.web.locale import current, gettext
from marketplace.web.permissions import requires
from marketplace.web.redirects import see_other
from marketplace.web.seller.listing.drafts import Answer, own
from marketplace.web.seller.listing.navigation import listing_pages, name_after, number_of, url_after
from marketplace.web.seller.listing.net_amounts import bounds_of, net_of
from marketplace.web.seller.listing.pack_forms import PackForm, read_price
from marketplace.web.seller.listing.preview import preview_of

blueprint = listing_pages("shop_draft_packs", __name__, "/ban-hang/dang-mon/<ref>/gia")


@dataclass(frozen=True)
class OtherPack:
    """A pack size that is folded while another one is written."""

    ref: str
    pack_vi: str
    price_vnd: int | None
    net_vnd: int | None


@blueprint.get("")
@requires(ShopPermission.CHANGE_GOODS)
def show(ref: str) -> Answer:
    draft = own(ref)
    packs = draft.content["packs"]
    pack = next((each for each in packs if each["ref"] == request.args.get("co")), packs[0] if packs else None)
    if pack is None:
        return _page(draft, None, None), 200
    form = PackForm(formdata=None)
    form.fill_pack(draft, pack)
    return _page(draft, pack, form), 200


@blueprint.post("")
@requires(ShopPermission.CHANGE_GOODS)
def save(ref: str) -> Answer:
    form, wanted = PackForm(), request.args.get("co", "")
    if not form.validate():
        return _refused(ref, wanted, form), 400
    try:
        with transaction():
            draft = own(ref, lock=True)
            drafts.save_pack(draft, wanted, form.values(), by=current_user.user, seen=form.version)
    except DomainError as error:
        form.refuse(error, None if isinstance(error, SavedMeanwhile) else form.price)
        return _refused(ref, wanted, form, anew=isinstance(error, SavedMeanwhile)), error.status
    return _onward(draft, wanted)


@blueprint.post("/them")
@requires(ShopPermission.CHANGE_GOODS)
def add(ref: str) -> Response:
    try:
        with transaction():
            pack = drafts.add_pack(own(ref, lock=True), by=current_user.user)
    except TooManyPacks as error:
        flash(sentence_of(error))
        return see_other(".show", ref=ref)
    return see_other(".show", ref=ref, co=pack)


@blueprint.post("/<pack>/bo")
@requires(ShopPermission.CHANGE_GOODS)
def remove(ref: str, pack: str) -> Response:
    try:
        with transaction():
            drafts.remove_pack(own(ref, lock=True), pack, by=current_user.user)
        flash(gettext("Đã bỏ cỡ gói."))
    except drafts.PackOnSale as error:
        flash(sentence_of(error))
    return see_other(".show", ref=ref)


def _onward(draft: Draft, pack: str) -> Response:
    match request.form.get("then"):
        case "compute":
            return see_other(".show", ref=draft.ref, co=pack)
        case "later":
            flash(gettext("Đã lưu bản nháp. Mở máy nào cũng thấy."))
            return see_other("shop_drafts.show", ref=draft.ref)
    return Response(status=303, headers={"Location": url_after(draft, Step.PACKS)})


def _refused(ref: str, wanted: str, form: PackForm, *, anew: bool = False) -> str:
    draft = own(ref)
    if anew:
        form.seen.data = str(draft.version)
    return _page(draft, drafts.find_pack(draft, wanted), form)


def _page(draft: Draft, pack: Values | None, form: PackForm | None) -> str:
    price_vnd = form.typed_vnd if form else None
    net = net_of(draft, price_vnd or 0)
    return render_template(
        "seller/listing/packs.html",
        draft=draft,
        step=Step.PACKS,
        number=number_of(Step.PACKS),
        next_name=name_after(Step.PACKS),
        pack=pack,
        form=form,
        net=net,
        fees=bounds_of(net),
        fee_words=terms_words(net.terms),
        per_unit=_per_unit(pack, price_vnd),
        tiers=[(start, price, read_price(price)) for start, price in form.tiers] if form else [],
        net_of=partial(net_of, draft),
        percent=percent,
        vat=vat_rate(today()),
        unit_names={unit: UnitPrice(0, per).show(current()).partition("/")[2] for unit, (per, _size) in UNITS.items()},
        preview=preview_of(draft),
        others=[_other(draft, each) for each in draft.content["packs"] if each is not pack],
        is_full=len(draft.content["packs"]) >= MOST_PACKS,
        on_sale=drafts.refs_on_sale(draft),
    )


def _other(draft: Draft, pack: Values) -> OtherPack:
    price_vnd = pack["price_vnd"]
    return OtherPack(pack["ref"], pack["pack_vi"], price_vnd, net_of(draft, price_vnd).net_vnd if price_vnd else None)


def _per_unit(pack: Values | None, price_vnd: int | None) -> str:
    """What a kilogram or litre costs, from the content of the pack."""
    if not (pack and price_vnd and pack["content_amount"]):
        return ""
    per_unit = unit_price(price_vnd, pack["content_amount"], pack["content_unit"])
    return per_unit.show(current()) if per_unit else ""
