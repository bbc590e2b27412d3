"""The goods that came last, as RSS 2.0."""

from email.utils import format_datetime
from typing import Final

from marketplace.feeds.goods import Good, newest, say
from marketplace.feeds.site import in_language, site
from marketplace.feeds.wording import HEAD, category_of, described, element

SHOWN: Final = 30
NAMESPACES: Final = 'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'


def news(locale: str, *, title: str, path: str, own_path: str, category: str = "") -> str:
    """The newest goods on sale, of one category or of all; `title` and `path` are those of the page they stand on.

    `own_path` is where the feed itself stands: readers want to find it in what they have kept.
    """
    goods = newest(category, limit=SHOWN)
    channel = (
        element("title", title),
        element("link", in_language(site.at(path), locale)),
        element("description", title),
        element("language", locale),
        element("atom:link", href=in_language(site.at(own_path), locale), rel="self", type="application/rss+xml"),
        *(_item(good, locale) for good in goods),
    )
    return f'{HEAD}<rss version="2.0" {NAMESPACES}><channel>\n{"".join(channel)}</channel></rss>\n'


def _item(good: Good, locale: str) -> str:
    """Without the price: readers keep what they have read."""
    link = in_language(good.address, locale)
    parts = (
        element("title", f"{say(good.row, 'name', locale)} – {say(good.row, 'seller', locale)}"),
        element("link", link),
        element("description", described(good, locale)),
        element("category", category_of(good, locale)),
        element("pubDate", format_datetime(good.row.created_at)),
        element("guid", good.ref, isPermaLink="false"),
        element("media:content", url=good.picture, medium="image"),
    )
    return f"<item>{''.join(parts)}</item>\n"
