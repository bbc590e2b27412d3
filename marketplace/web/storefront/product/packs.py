"""Pack sizes as a shopper chooses among them."""

from json import dumps
from typing import NamedTuple

from marketplace.cart.models import most_at_once
from marketplace.shelf.product_models import Lot, Pack, ProductPage
from marketplace.web import sale_words
from marketplace.web.estimates import estimate_of
from marketplace.web.filters import full_date, pack_name, unit_price, vnd
from marketplace.web.harvest_notes import harvest_notes
from marketplace.web.locale import gettext
from marketplace.web.price_breaks import limit_told, price_breaks_of
from marketplace.web.storefront.product.delivery import arrival_told, fee_told, sent_on

MOST_COUNTED = 50
"""A shopper reads an exact number only when it is small enough to matter."""


class PackChoice(NamedTuple):
    """One pack size as a radio button; `breaks` are its prices by quantity as scripts read them.

    `estimate` says how it is weighed. `former_vnd` is the price that is struck through, `sale` what is said beside it.
    """

    value: str
    text: str
    price: str
    unit_price: str
    stock: str
    in_stock: bool
    most: int
    limit: str
    price_breaks: tuple[str, ...]
    breaks: str
    fee: str
    arrival: str
    estimate: str
    former_vnd: int
    sale: tuple[str, ...]


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
        limit=limit_told(pack.most_per_buyer),
        price_breaks=price_breaks_of(pack),
        breaks=dumps([[start, vnd(price), _unit_price_at(pack, price)] for start, price in pack.price_breaks]),
        fee=fee_told(page, pack),
        arrival=arrival_told(page, pack),
        estimate=estimate_of(pack.weighing),
        former_vnd=pack.sale.former_vnd if pack.sale else 0,
        sale=tuple(filter(None, (sale_words.lowest(pack.sale), sale_words.until(pack.sale)))),
    )


def most_of(pack: Pack) -> int:
    """How many units can be put into a basket at once."""
    return max(1, most_at_once(pack.most_per_buyer, pack.left))


def _unit_price_at(pack: Pack, price_vnd: int) -> str:
    return unit_price(pack._replace(price_vnd=price_vnd))


class HarvestTold(NamedTuple):
    """What is said of the next harvest of a pack size; `name` is empty where there is only one size."""

    name: str
    notes: list[str]


def harvests_of(page: ProductPage) -> tuple[HarvestTold, ...]:
    """For each pack size that waits for its harvest, or will once what lies in the shed is sold: when and how."""
    several = len(page.packs) > 1
    return tuple(
        HarvestTold(pack_name(pack) if several else "", _harvest_notes(page, pack, lot))
        for pack in page.packs
        if (lot := next((lot for lot in pack.lots if lot.expected_on), None))
    )


def _harvest_notes(page: ProductPage, pack: Pack, lot: Lot) -> list[str]:
    sooner = (
        [gettext("Còn sẵn %(count)s, mua nhiều hơn thì chờ thu hoạch.", count=pack.in_hand)] if pack.in_hand else []
    )
    return [*harvest_notes(lot, sent_on(page, pack, lot.expected_on)), *sooner]


def stock_of(pack: Pack) -> str:
    """What is left, with the lot that is sold first and how long that one keeps; or that nothing is."""
    if not pack.lots:
        return gettext("Hết hàng")
    if pack.harvest:
        few = pack.left <= MOST_COUNTED
        return gettext("Đặt trước, còn nhận %(left)s", left=pack.left) if few else gettext("Đặt trước")
    left = gettext("Còn %(left)s", left=pack.in_hand) if pack.in_hand <= MOST_COUNTED else gettext("Còn hàng")
    lot = pack.lots[0]
    told = gettext("%(left)s, lô %(code)s", left=left, code=lot.code)
    if lot.best_before_on:
        return gettext("%(lot)s, hạn dùng %(day)s", lot=told, day=full_date(lot.best_before_on))
    return told
