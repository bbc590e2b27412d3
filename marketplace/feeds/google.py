"""The product feed for Google Merchant Center: RSS 2.0 with the elements of the namespace g.

https://support.google.com/merchants/answer/7052112 says what each element holds.
"""

from collections.abc import Iterator
from typing import Any, Final, TextIO

from marketplace.catalogue.models import ShipScope
from marketplace.clock import end_of_day, now
from marketplace.feeds.goods import Good, say
from marketplace.feeds.site import in_language, site
from marketplace.feeds.wording import HEAD, category_of, days_of, described, element, link_to, price_of, titled
from marketplace.shipping import highest_fee

NAME: Final = "google-{locale}.xml"
LONGEST_TITLE: Final = 150
LONGEST_DESCRIPTION: Final = 5_000
MEASURES: Final = {"g": ("g", "1kg"), "ml": ("ml", "1l"), "piece": ("ct", "1ct")}
"""What Google calls our units, and the amount for which it shows the price."""


def start(file: TextIO, locale: str) -> None:
    """Write what stands before the goods."""
    file.write(f'{HEAD}<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>\n')
    file.write(element("title", site.name) + element("link", in_language(site.at("/"), locale)))
    file.write(element("description", site.name) + "\n")


def write(file: TextIO, locale: str, good: Good) -> None:
    """Write an item for each pack size."""
    about = _about(good, locale)
    file.writelines(f"<item>{_pack(good, pack, locale)}{about}</item>\n" for pack in good.packs)


def finish(file: TextIO) -> None:
    """Write what stands after the goods."""
    file.write("</channel></rss>\n")


def _about(good: Good, locale: str) -> str:
    """What all its pack sizes have in common."""
    return "".join(
        (
            element("description", described(good, locale)[:LONGEST_DESCRIPTION]),
            element("g:item_group_id", good.ref),
            element("g:image_link", good.picture),
            element("g:brand", say(good.row, "seller", locale)),
            element("g:condition", "new"),
            element("g:identifier_exists", "no"),
            element("g:product_type", category_of(good, locale)),
        )
    )


def _pack(good: Good, pack: Any, locale: str) -> str:
    unit, base = MEASURES[pack.content_unit]
    return "".join(
        (
            element("g:id", pack.ref),
            element("title", titled(good, pack, locale)[:LONGEST_TITLE]),
            element("link", link_to(good, pack, locale)),
            *_availability(pack),
            *_prices(pack),
            element("g:size", say(pack, "pack", locale)),
            element("g:unit_pricing_measure", f"{pack.content_amount}{unit}"),
            element("g:unit_pricing_base_measure", base),
            element("g:shipping_weight", f"{pack.gross_grams} g"),
            f"<g:shipping><g:country>VN</g:country>{element('g:price', price_of(_fee(good, pack)))}</g:shipping>",
        )
    )


def _prices(pack: Any) -> Iterator[str]:
    """What it costs. The price of a promotion is told as such only where the usual one is proved."""
    sale = pack.sale
    if sale is None or not sale.former_vnd:
        yield element("g:price", price_of(sale.price_vnd if sale else pack.price_vnd))
        return
    yield element("g:price", price_of(sale.former_vnd))
    yield element("g:sale_price", price_of(sale.price_vnd))
    yield element("g:sale_price_effective_date", days_of(sale))


def _availability(pack: Any) -> Iterator[str]:
    """Whether it can be had; of what is still to be harvested, from when on: once that day is over."""
    if pack.harvest_on:
        yield element("g:availability", "preorder")
        yield element("g:availability_date", end_of_day(pack.harvest_on).strftime("%Y-%m-%dT%H:%MZ"))
    else:
        yield element("g:availability", "in_stock" if pack.left else "out_of_stock")


def _fee(good: Good, pack: Any) -> int:
    """What the delivery of one costs at most, islands apart."""
    return highest_fee(
        ShipScope(good.row.ship_scope),
        origin_province=good.row.province_code,
        grams=pack.gross_grams,
        goods_vnd=pack.sale.price_vnd if pack.sale else pack.price_vnd,
        at=now(),
    )
