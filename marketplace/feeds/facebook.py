"""The product catalogue for Facebook and Instagram, a table in CSV; no spreadsheet, so that every cell is as it is.

https://www.facebook.com/business/help/120325381656392 says what each column holds.
"""

import csv
from typing import Any, Final, TextIO

from marketplace.feeds.goods import Good, say
from marketplace.feeds.wording import category_of, days_of, described, link_to, price_of, titled

NAME: Final = "facebook-{locale}.csv"
LONGEST_TITLE: Final = 200
LONGEST_DESCRIPTION: Final = 9_999
COLUMNS: Final = (
    "id",
    "item_group_id",
    "title",
    "description",
    "availability",
    "condition",
    "size",
    "price",
    "sale_price",
    "sale_price_effective_date",
    "link",
    "image_link",
    "brand",
    "product_type",
)


def start(file: TextIO, locale: str) -> None:
    """Write the heading, which is the same in every language."""
    csv.writer(file).writerow(COLUMNS)


def write(file: TextIO, locale: str, good: Good) -> None:
    """Write a row for each pack size."""
    csv.writer(file).writerows(
        (
            pack.ref,
            good.ref,
            titled(good, pack, locale)[:LONGEST_TITLE],
            described(good, locale)[:LONGEST_DESCRIPTION],
            _availability(pack),
            "new",
            say(pack, "pack", locale),
            *_prices(pack),
            link_to(good, pack, locale),
            good.picture,
            say(good.row, "seller", locale),
            category_of(good, locale),
        )
        for pack in good.packs
    )


def finish(file: TextIO) -> None:
    """Nothing stands after the goods."""


def _prices(pack: Any) -> tuple[str, str, str]:
    """As in the feed for Google: price, price of the promotion, and from when to when that holds."""
    sale = pack.sale
    if sale is None or not sale.former_vnd:
        return price_of(sale.price_vnd if sale else pack.price_vnd), "", ""
    return price_of(sale.former_vnd), price_of(sale.price_vnd), days_of(sale)


def _availability(pack: Any) -> str:
    if pack.harvest_on:
        return "preorder"
    return "in stock" if pack.left else "out of stock"
