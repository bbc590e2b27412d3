"""Pages with a shelf of cards: which goods, in which order and from where on stand in the address."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import request

from marketplace import cache_tags, shelf
from marketplace.shelf import Answer, Facets, Filters, Sort
from marketplace.text import N_
from marketplace.web import page_cache
from marketplace.web.filters import number
from marketplace.web.locale import gettext
from marketplace.web.product_cards import of_cards, views_of
from marketplace.web.storefront.catalogue import filter_panel, filter_parsing, filter_pills
from marketplace.web.storefront.catalogue.filter_args import LONGEST_QUERY, address
from marketplace.web.storefront.catalogue.filter_parsing import Reading

SUGGESTED = 10
ON_A_PAGE, IN_A_SEARCH = 24, 20
"""Who looks around goes through more than who searches. More than 24 cards make a page heavy on a weak signal."""
MOST_NOTES = 4
ORDERS = {
    Sort.FIT: N_("Hợp nhất"),
    Sort.POPULAR: N_("Bán chạy"),
    Sort.NEWEST: N_("Mới lên chợ"),
    Sort.CHEAPEST: N_("Giá thấp trước"),
    Sort.DEAREST: N_("Giá cao trước"),
    Sort.UNIT_CHEAPEST: N_("Giá mỗi kg, lít thấp trước"),
    Sort.RATING: N_("Đánh giá cao trước"),
}


@dataclass(frozen=True)
class Choice:
    """A link that narrows or sorts a list."""

    text: str
    url: str
    current: bool


def listing(
    page: str,
    fixed: Filters,
    *,
    words: str = "",
    hits: Callable[[str], Hashable] = lambda _text: (),
    keep: bool = False,
    size: int = ON_A_PAGE,
    tags: page_cache.Tags = None,
    **context: object,
) -> bytes:
    """The page `page` with one shelf; `fixed` are the filters that the page itself stands for.

    `hits` tells what the words name beside goods. With `keep` the drawn page is used again: then `context` must follow
    from the address alone. `tags` name the shelf and what else the page shows beside its cards and numbers.
    """
    reading, order = filter_parsing.read(request.args, fixed), _order(words)
    answer = _answer(reading.filters, words, order, size)
    context["hits"] = named = hits(words) or (hits(answer.query.text) if answer.is_rescue else ())
    template = f"storefront/{page}.html"
    if not (keep and answer.page.cards):
        shown = _shelf(reading, fixed, answer, order, words)
        return page_cache.page(template, **shown, **context, tags=_tags(tags, answer))
    return page_cache.page_of(
        template,
        (answer, named),
        lambda: _shelf(reading, fixed, answer, order, words) | context,
        tags=_tags(tags, answer),
    )


def _tags(tags: page_cache.Tags, answer: Answer) -> page_cache.Tags:
    """These, and those of the cards and of the sellers beside them; without cards others may stand there."""
    found = answer.page
    if tags is None or not found.cards:
        return None
    chosen = (*answer.filters.sellers, *(seller.slug for seller in found.facets.sellers))
    return {*tags, *of_cards(found.cards), *cache_tags.of_sellers(chosen)}


def _shelf(reading: Reading, fixed: Filters, answer: Answer, order: Sort, words: str) -> dict[str, Any]:
    """What the page shows around and on the shelf."""
    found, chosen = answer.page, reading.chosen
    ways_out = filter_pills.ways_out(chosen, answer.query, found.facets)
    return {
        "chosen": chosen,
        "is_narrowed": chosen != Filters() or bool(ways_out),
        "total": found.facets.total,
        "total_text": total_text(found.facets),
        "cards": views_of(found.cards),
        "suggested": [] if found.cards else views_of(shelf.strip(size=SUGGESTED)),
        "panel": filter_panel.draw(found.facets, reading, fixed),
        "pills": filter_pills.in_use(chosen, found.facets),
        "offered": filter_pills.offered(chosen, found.facets),
        "ways_out": ways_out,
        "unfiltered_url": filter_pills.free(answer.query),
        "first_url": address(chosen),
        "notes": list(_notes(reading, answer))[:MOST_NOTES],
        "understood": filter_pills.understood(answer.filters, reading.filters, found.facets),
        "rescued": answer.query.text if answer.is_rescue else "",
        "orders": _choices(chosen, order, words),
        "previous_url": address(chosen, truoc=found.previous) if found.previous else "",
        "next_url": address(chosen, sau=found.next) if found.next else "",
    }


def total_text(facets: Facets) -> str:
    """How many goods there are: "1.204", and "20.000+" when there are more than are counted."""
    return number(facets.total) + "+" * facets.is_capped


def _answer(filters: Filters, words: str, order: Sort, size: int) -> Answer:
    after, before = request.args.get("sau", ""), request.args.get("truoc", "")
    part: dict[str, Any] = {"after": after, "before": before, "size": size}
    if words:
        return shelf.search(words, filters, order=order, **part)
    return Answer(shelf.browse(filters, order=order, **part), filters=filters)


def _order(words: str) -> Sort:
    usual = Sort.FIT if words else Sort.POPULAR
    wanted = request.args.get("xep", "")
    return Sort(wanted) if wanted in ORDERS and (words or wanted != Sort.FIT) else usual


def _choices(chosen: Filters, order: Sort, words: str) -> list[Choice]:
    return [
        Choice(gettext(text), address(chosen, xep=value), value == order)
        for value, text in ORDERS.items()
        if words or value != Sort.FIT
    ]


def _notes(reading: Reading, answer: Answer) -> Iterator[str]:
    """What of the address was not used, and what the words were taken for."""
    yield from reading.problems.values()
    yield from reading.notes
    wanted = request.args.get("xep", "")
    if wanted and wanted not in ORDERS:
        yield gettext("Không có cách xếp này nên đã xếp như thường.")
    if len(request.args.get("q", "")) > LONGEST_QUERY:
        yield gettext("Câu tìm dài quá, chỉ đọc %(count)s chữ cái đầu.", count=LONGEST_QUERY)
    if answer.query.text and answer.query.is_empty:
        yield gettext("Trong câu tìm không có chữ nào để tìm, nên đây là mọi món hàng.")
    if answer.page.is_lost:
        yield gettext("Không hiểu trang này trong địa chỉ nên đã xem từ đầu.")
    if answer.page.facets.total and not answer.page.cards:
        yield gettext("Hết món ở đây rồi.")
