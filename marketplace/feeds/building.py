"""When feeds are written, and the product feeds, all in one reading of the goods."""

from contextlib import ExitStack
from datetime import timedelta
from typing import Final

from marketplace import jobs
from marketplace.events import handles
from marketplace.feeds import facebook, files, goods, google
from marketplace.sellers.models import SellerEvent

FRESH: Final = timedelta(hours=1)
"""No product feed tells an older price or stock."""
FORMATS: Final = (google, facebook)
LOCALES: Final = ("vi", "en")


@handles(SellerEvent)
def write_soon(_happened: list[SellerEvent]) -> None:
    """Whose shop opens or closes comes into the feeds or leaves them now, and not by the clock."""
    for kind in ("product_feeds", "sitemap"):
        jobs.enqueue(kind, key=kind)


def write_product_feeds() -> None:
    """Write every product feed in every language anew."""
    with ExitStack() as stack:
        open_feeds = [
            (feed, locale, stack.enter_context(files.written(feed.NAME.format(locale=locale))))
            for feed in FORMATS
            for locale in LOCALES
        ]
        for feed, locale, file in open_feeds:
            feed.start(file, locale)
        for batch in goods.batches():
            for feed, locale, file in open_feeds:
                for good in batch:
                    feed.write(file, locale, good)
        for feed, _locale, file in open_feeds:
            feed.finish(file)
