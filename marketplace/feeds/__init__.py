"""What other programs read of the shop: the sitemap, news and product feeds."""

from marketplace.feeds.building import FRESH, write_product_feeds
from marketplace.feeds.copies import FeedCopy
from marketplace.feeds.files import find, forget_replaced, is_written
from marketplace.feeds.news import news
from marketplace.feeds.site import init_app
from marketplace.feeds.sitemap import one_of_each_kind, write_sitemap

__all__ = [
    "FRESH",
    "FeedCopy",
    "find",
    "forget_replaced",
    "init_app",
    "is_written",
    "news",
    "one_of_each_kind",
    "write_product_feeds",
    "write_sitemap",
]
