"""A shop's goods: prices and stock changed in place, and switched on or off."""

from dataclasses import dataclass
from functools import partial

from flask import Response, flash, render_template, url_for
from flask_login import current_user

from marketplace import catalogue, stock
from marketplace.approvals import listings
from marketplace.catalogue import drafts
from marketplace.catalogue.models import Product, Variant
from marketplace.database import transaction
from marketplace.errors import DomainError
from marketplace.sellers.permissions import ShopPermission
from marketplace.stock import Level
from marketplace.web.filters import goods, vnd
from marketplace.web.locale import gettext
from marketplace.web.paging import page_of
from marketplace.web.permissions import current_membership, requires
from marketplace.web.price_breaks import price_breaks_of
from marketplace.web.redirects import see_other
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
    def tone(self) -> str:
        """How the bar of its stock looks."""
        return "" if self.level.left > LOW_STOCK else "w" if self.level.left else "bad"


@blueprint.get("", endpoint="list")
@requires(ShopPermission.VIEW_GOODS)
def list_products() -> str:
    seller_id = current_membership().seller_id
    listing = page_of(partial(catalogue.products_of, seller_id), PAGE_SIZE, lambda page: url_for(".list", trang=page))
    return render_template(
        "seller/products/list.html",
        goods=_with_packs(listing.rows),
        listing=listing,
        draft_count=drafts.count_drafts(seller_id),
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
            asked = _ask_for_jump(variant, form.price_vnd)
            if not asked:
                catalogue.reprice(variant, price_vnd=form.price_vnd)
    except DomainError as error:
        form.refuse(error, form.price)
        return _refused(ref, form), error.status
    if asked:
        flash(gettext("Giá tăng hơn 30 %% nên chờ duyệt. Khách còn thấy %(price)s.", price=vnd(variant.price_vnd)))
    else:
        flash(gettext("Giá mới: %(price)s. Đơn đã đặt giữ giá cũ.", price=vnd(variant.price_vnd)))
    return _back_to(variant.product)


def _ask_for_jump(variant: Variant, price_vnd: int) -> bool:
    """A price that rises too far is asked for instead of set, within what a price may be."""
    if not listings.jumps(variant, price_vnd):
        return False
    catalogue.check_price(price_vnd)
    listings.ask_for_price(variant, price_vnd=price_vnd, by=current_user.user)
    return True


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
    with transaction():
        product = catalogue.get_product_of(current_membership().seller_id, slug)
        catalogue.list_again(product)
    _say(gettext("Đang bán lại."), gettext("Ngừng bán"), url_for("shop_products.delist", slug=slug))
    return _back_to(product)


def _say(text: str, undo: str, url: str) -> None:
    """A toast with a button that takes the change back."""
    flash({"text": text, "link": undo, "url": url, "undo": {}})  # type: ignore[arg-type]


def _back_to(product: Product) -> Response:
    return see_other("shop_products.list", _anchor=product.slug)


def _refused(ref: str, form: PackForm) -> str:
    """The one product with what was typed, so that the mistake is seen at once."""
    variant = catalogue.get_variant_of(current_membership().seller_id, ref)
    alone = _with_packs([variant.product], {ref: form})
    return render_template("seller/products/list.html", goods=alone, listing=None, draft_count=0)


def _with_packs(products: list[Product], typed: dict[str, PackForm] | None = None) -> list[tuple[Product, list[Pack]]]:
    levels = stock.levels_of(variant.id for product in products for variant in product.variants)
    return [
        (product, [_pack(variant, levels[variant.id], (typed or {}).get(variant.ref)) for variant in product.variants])
        for product in products
    ]


def _pack(variant: Variant, level: Level, typed: PackForm | None) -> Pack:
    price = PriceForm(variant.ref, formdata=None, data={"price": vnd(variant.price_vnd)})
    left = CountForm(variant.ref, formdata=None, data={"left": str(level.left)})
    return Pack(
        variant,
        level,
        price_form=typed if isinstance(typed, PriceForm) else price,
        count_form=typed if isinstance(typed, CountForm) else left,
    )
