"""A shop's goods: narrowed, prices and stock changed in place, switched on or off, put away and brought back."""

from dataclasses import dataclass, replace
from functools import partial

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from marketplace import catalogue, listings, stock, wishlist
from marketplace.approvals.listings import set_price
from marketplace.catalogue.models import Product, Variant
from marketplace.database import transaction
from marketplace.errors import Conflict, DomainError
from marketplace.listings import Listing
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock import Level
from marketplace.web.filters import goods, sentence_of, vnd
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.price_breaks import limit_told, price_breaks_of
from marketplace.web.redirects import confirm, see_other, wanted_path
from marketplace.web.seller.listing_filters import Address, NarrowingForm, pill_of, read_address, tabs
from marketplace.web.seller.product_forms import CountForm, PackForm, PriceForm
from marketplace.web.seller.shop import shop_pages

blueprint = shop_pages("shop_products", __name__, "/ban-hang/mon")

PAGE_SIZE = 24
LOW_STOCK = 10
Answer = Response | tuple[str, int]


@dataclass(frozen=True)
class Pack:
    """A pack size, how full its shelf is, and the forms that change it."""

    variant: Variant
    level: Level
    price_form: PriceForm
    count_form: CountForm

    @property
    def is_refused(self) -> bool:
        """Whether something typed here has to be put right."""
        return bool(self.price_form.errors or self.count_form.errors)

    @property
    def price_breaks(self) -> tuple[str, ...]:
        """The lower prices for those who buy more."""
        return price_breaks_of(self.variant)

    @property
    def limit(self) -> str:
        """How many one buyer gets."""
        return limit_told(self.variant.most_per_buyer)

    @property
    def tone(self) -> str:
        """How the bar of its stock looks."""
        return "" if self.level.left > LOW_STOCK else "w" if self.level.left else "bad"


@dataclass(frozen=True)
class Row:
    """A product of the list: its pack sizes, and the pills that say how it stands."""

    product: Product
    packs: list[Pack]
    pill: Label
    waits: int = 0
    """How many people want to hear when it is back."""


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_GOODS)
def list_products() -> str:
    address = read_address(request.args)
    wanted = address.filter(current_membership().seller_id)
    counts, draft_count = listings.count_listings(wanted)
    page = page_of(partial(listings.listings_of, wanted, address.sort), PAGE_SIZE, lambda page: address.url(trang=page))
    is_any_gone = any(not level.left for listing in page.rows for level in listing.levels.values())
    waits = wishlist.count_waiting(current_membership().seller_id) if is_any_gone else {}
    return render_template(
        "seller/products/list.html",
        rows=[replace(_row(each), waits=waits.get(each.product.id, 0)) for each in page.rows],
        listing=page,
        address=address,
        tabs=list(tabs(address, counts)),
        found=counts[address.view],
        narrowing=NarrowingForm(address),
        draft_count=draft_count,
        all_ticked="chon" in request.args,
    )


@blueprint.post("/<ref>/price")
@requires(ShopPermission.CHANGE_GOODS)
def reprice(ref: str) -> Answer:
    form = PriceForm(ref)
    if not form.validate():
        return _refused(ref, form), 400
    try:
        with transaction():
            variant = catalogue.get_variant_of(current_membership().seller_id, ref)
            asked = set_price(variant, price_vnd=form.price_vnd, by=current_user.user)
    except DomainError as error:
        form.refuse(error, form.price)
        return _refused(ref, form), error.status
    if asked:
        flash(gettext("Giá tăng hơn 30 %% nên chờ duyệt. Khách còn thấy %(price)s.", price=vnd(variant.price_vnd)))
    else:
        flash(gettext("Giá mới: %(price)s. Đơn đã đặt giữ giá cũ.", price=vnd(variant.price_vnd)))
    return _back_to(variant.product)


@blueprint.post("/<ref>/stock")
@requires(ShopPermission.COUNT_STOCK)
def count(ref: str) -> Answer:
    form = CountForm(ref)
    if not form.validate():
        return _refused(ref, form), 400
    try:
        with transaction():
            variant = catalogue.get_variant_of(current_membership().seller_id, ref)
            stock.count(variant, left=form.units, by_id=current_user.id)
    except DomainError as error:
        form.refuse(error, form.left)
        return _refused(ref, form), error.status
    flash(gettext("Đã ghi còn %(left)s: %(goods)s.", left=form.units, goods=goods(variant.product, variant)))
    return _back_to(variant.product)


@blueprint.post("/<slug>/delisting")
@requires(ShopPermission.CHANGE_GOODS)
def delist(slug: str) -> Response:
    with transaction():
        product = catalogue.get_product_of(current_membership().seller_id, slug)
        catalogue.delist(product)
    _say(gettext("Đã ngừng bán."), gettext("Bán lại"), url_for("shop_products.list_again", slug=slug))
    return _back_to(product)


@blueprint.post("/<slug>/listing")
@requires(ShopPermission.CHANGE_GOODS)
def list_again(slug: str) -> Response:
    try:
        with transaction():
            product = catalogue.get_product_of(current_membership().seller_id, slug)
            catalogue.list_again(product)
    except Conflict as error:
        flash(sentence_of(error), "error")
        return _back_to(None)
    _say(gettext("Đang bán lại."), gettext("Ngừng bán"), url_for("shop_products.delist", slug=slug))
    return _back_to(product)


@blueprint.post("/<slug>/archive")
@requires(ShopPermission.CHANGE_GOODS)
def archive(slug: str) -> Response:
    with transaction():
        product = catalogue.get_product_of(current_membership().seller_id, slug)
        catalogue.archive(product)
    _say(gettext("Đã cất. Đơn cũ và đánh giá vẫn còn."), gettext("Lấy lại"), url_for(".restore", slug=slug))
    return _back_to(None)


@blueprint.post("/<slug>/restoration")
@requires(ShopPermission.CHANGE_GOODS)
def restore(slug: str) -> Response:
    with transaction():
        product = catalogue.get_product_of(current_membership().seller_id, slug)
        catalogue.restore(product)
    _say(gettext("Đã lấy lại, đang ngừng bán."), gettext("Bán lại"), url_for("shop_products.list_again", slug=slug))
    return _back_to(product)


def _say(text: str, undo: str, url: str) -> None:
    """A toast with a button that takes the change back."""
    confirm(text, undo, url, undo={})


def _back_to(product: Product | None) -> Response:
    """The list as it was narrowed, at the product that was changed."""
    wanted, own = wanted_path(), url_for("shop_products.list")
    anchor = product.slug if product else None
    if wanted.partition("?")[0] != own:
        return see_other("shop_products.list", _anchor=anchor)
    return redirect(f"{wanted}#{anchor}" if anchor else wanted, 303)  # type: ignore[return-value]


def _refused(ref: str, form: PackForm) -> str:
    """The one product with what was typed, so that the mistake is seen at once."""
    variant = catalogue.get_variant_of(current_membership().seller_id, ref)
    levels = stock.levels_of(each.id for each in variant.product.variants)
    alone = _row(Listing(variant.product, levels, is_waiting=False, is_sent_back=False), {ref: form})
    return render_template("seller/products/list.html", rows=[alone], listing=None, address=Address(), draft_count=0)


def _row(listing: Listing, typed: dict[str, PackForm] | None = None) -> Row:
    packs = [
        _pack(variant, listing.levels[variant.id], (typed or {}).get(variant.ref))
        for variant in listing.product.variants
    ]
    return Row(listing.product, packs, pill_of(listing))


def _pack(variant: Variant, level: Level, typed: PackForm | None) -> Pack:
    price = PriceForm(variant.ref, formdata=None, data={"price": vnd(variant.price_vnd)})
    left = CountForm(variant.ref, formdata=None, data={"left": str(level.left)})
    return Pack(
        variant,
        level,
        price_form=typed if isinstance(typed, PriceForm) else price,
        count_form=typed if isinstance(typed, CountForm) else left,
    )
