"""What other programs read of the shop: the sitemap, news and product feeds."""

from marketplace.feeds.building import FRESH, write_product_feeds
from marketplace.feeds.files import find
from marketplace.feeds.news import news
from marketplace.feeds.site import init_app
from marketplace.feeds.sitemap import write_sitemap

__all__ = ["FRESH", "find", "init_app", "news", "write_product_feeds", "write_sitemap"]
