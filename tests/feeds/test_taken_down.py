"""What operators take down is in no feed, no sitemap and on no page from that moment on."""

from collections.abc import Callable
from datetime import timedelta

import time_machine

from marketplace.clock import now
from marketplace.database import db, transaction
from tests import factories
from tests.client import Client
from tests.moderation.cases import taken_down

WRITTEN = ("/feeds/google.xml", "/feeds/facebook.csv", "/sitemap.xml", "/sitemap-mon-1.xml")
PAGES = ("/", "/c/mat-ong", "/tim?q=mat+ong+la", "/moi.xml")


def test_goods_leave_shop_search_feeds_sitemap_and_kept_pages_at_once(
    client: Client, folder: object, build: Callable[[], object]
) -> None:
    honey = factories.product(name="Mật ong lạ")
    page, shop = f"/p/{honey.slug}", f"/htx/{honey.seller.slug}"
    build()
    assert [path for path in (*PAGES, shop) if honey.slug not in client.get(path).text] == []  # and kept from now on
    assert client.get(page).status_code == 200
    assert [path for path in WRITTEN if client.get(path).status_code != 200] == []
    with time_machine.travel(now() + timedelta(minutes=1), tick=True):
        with transaction():
            taken_down(db.session.merge(honey))
        assert {client.get(path).status_code for path in WRITTEN} <= {404, 503}
        assert [path for path in (*PAGES, shop) if honey.slug in client.get(path).text] == []
        assert client.get(page).status_code == 404
        build()
        assert [path for path in WRITTEN if honey.slug in client.get(path).text] == []
