"""What other programs read of the shop: the sitemap, news and product feeds."""

from marketplace.feeds.building import FRESH, renew_due
from marketplace.feeds.files import find
from marketplace.feeds.news import news
from marketplace.feeds.site import init_app

__all__ = ["FRESH", "find", "init_app", "news", "renew_due"]
