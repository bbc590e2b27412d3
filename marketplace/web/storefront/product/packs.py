"""Pack sizes as a shopper chooses among them."""

from typing import NamedTuple

from marketplace.shelf.product_models import Pack, ProductPage
from marketplace.web.filters import full_date, pack_name, unit_price
from marketplace.web.locale import gettext
from marketplace.web.price_breaks import price_breaks_of
from marketplace.web.storefront.product.delivery import fee_told

MOST_COUNTED = 50
"""A shopper reads an exact number only when it is small enough to matter."""


class PackChoice(NamedTuple):
    """One pack size as a radio button."""

    value: str
    text: str
    price_vnd: int
    unit_price: str
    stock: str
    in_stock: bool
    price_breaks: tuple[str, ...]
    fee: str


def chosen_pack(page: ProductPage, ref: str = "") -> Pack:
    """The pack size asked for if it can be bought, else the first that can, else the first."""
    buyable = [pack for pack in page.packs if pack.left]
    asked = [pack for pack in buyable if pack.ref == ref]
    return next(iter([*asked, *buyable]), page.packs[0])


def choice_of(page: ProductPage, pack: Pack) -> PackChoice:
    """The pack size in the language of the page."""
    return PackChoice(
        value=pack.ref,
        text=pack_name(pack),
        price_vnd=pack.price_vnd,
        unit_price=unit_price(pack),
        stock=stock_of(pack),
        in_stock=pack.left > 0,
        price_breaks=price_breaks_of(pack),
        fee=fee_told(page, pack),
    )


def stock_of(pack: Pack) -> str:
    """What is left, with the lot that is sold first and how long that one keeps; nothing when nothing is left."""
    if not pack.lots:
        return ""
    left = gettext("Còn %(left)s", left=pack.left) if pack.left <= MOST_COUNTED else gettext("Còn hàng")
    lot = pack.lots[0]
    told = gettext("%(left)s, lô %(code)s", left=left, code=lot.code)
    if lot.best_before_on:
        return gettext("%(lot)s, hạn dùng %(day)s", lot=told, day=full_date(lot.best_before_on))
    return told
