"""Pack sizes as a shopper chooses among them."""

from json import dumps
from typing import NamedTuple

from marketplace.cart.models import MOST_OF_ONE
from marketplace.shelf.product_models import Pack, ProductPage
from marketplace.web.estimates import estimate_of
from marketplace.web.filters import full_date, pack_name, unit_price, vnd
from marketplace.web.locale import gettext
from marketplace.web.price_breaks import price_breaks_of
from marketplace.web.storefront.product.delivery import fee_told

MOST_COUNTED = 50
"""A shopper reads an exact number only when it is small enough to matter."""


class PackChoice(NamedTuple):
    """One pack size as a radio button; `breaks` are its prices by quantity as scripts read them.

    `estimate` says how it is weighed.
    """

    value: str
    text: str
    price: str
    unit_price: str
    stock: str
    in_stock: bool
    most: int
    price_breaks: tuple[str, ...]
    breaks: str
    fee: str
    estimate: str


def asked_pack(page: ProductPage, ref: str) -> Pack | None:
    """The pack size asked for, be it sold out."""
    return next((pack for pack in page.packs if pack.ref == ref), None)


def chosen_pack(page: ProductPage, ref: str = "") -> Pack:
    """The pack size asked for, else the first that can be bought, else the first."""
    buyable = (pack for pack in page.packs if pack.left)
    return asked_pack(page, ref) or next(buyable, page.packs[0])


def choice_of(page: ProductPage, pack: Pack) -> PackChoice:
    """The pack size in the language of the page."""
    return PackChoice(
        value=pack.ref,
        text=pack_name(pack),
        price=gettext("khoảng %(price)s", price=vnd(pack.price_vnd)) if pack.weighing else vnd(pack.price_vnd),
        unit_price=unit_price(pack),
        stock=stock_of(pack),
        in_stock=pack.left > 0,
        most=most_of(pack),
        price_breaks=price_breaks_of(pack),
        breaks=dumps([[start, vnd(price), _unit_price_at(pack, price)] for start, price in pack.price_breaks]),
        fee=fee_told(page, pack),
        estimate=estimate_of(pack.weighing),
    )


def most_of(pack: Pack) -> int:
    """How many units can be put into a basket at once."""
    return max(1, min(pack.left, MOST_OF_ONE))


def _unit_price_at(pack: Pack, price_vnd: int) -> str:
    return unit_price(pack._replace(price_vnd=price_vnd))


def stock_of(pack: Pack) -> str:
    """What is left, with the lot that is sold first and how long that one keeps; or that nothing is."""
    if not pack.lots:
        return gettext("Hết hàng")
    left = gettext("Còn %(left)s", left=pack.left) if pack.left <= MOST_COUNTED else gettext("Còn hàng")
    lot = pack.lots[0]
    told = gettext("%(left)s, lô %(code)s", left=left, code=lot.code)
    if lot.best_before_on:
        return gettext("%(lot)s, hạn dùng %(day)s", lot=told, day=full_date(lot.best_before_on))
    return told
