"""Every price is written down by the database itself, whichever road it came by."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from marketplace import acting, catalogue, listings, prices
from marketplace.catalogue.models import Product, Variant
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.listings import Change, ChangeKind
from marketplace.prices import triggers
from tests import factories, people
from tests.client import Client


def told(product: Product) -> list[tuple[int, int | None]]:
    """Price and who set it, the oldest first."""
    return [(each.price_vnd, each.by_id) for each in prices.history_of([product.variants[0].id])][::-1]


def test_no_road_goes_past_the_history(app: Flask) -> None:
    cast = people.gather()
    honey, owner = factories.product(cast.seller_a), cast.owner_a.id
    pack = honey.variants[0]
    with acting.on_behalf_of(owner):
        catalogue.reprice(pack, price_vnd=150_000)
        db.session.flush()
        change, key = Change(ChangeKind.PRICE_AMOUNT, -10_000, 1_000), f"{pack.ref}:150000"
        listings.apply(cast.seller_a, change, [key], ref="bulk1", by=cast.owner_a)
        catalogue.set_price_breaks(pack, ((5, 130_000),))
        pack.pack_vi = "Chai lớn"  # is no price
        db.session.flush()
    db.session.execute(update(Variant).where(Variant.id == pack.id).values(price_vnd=141_000))
    db.session.execute(text("UPDATE variants SET price_vnd = 142000"))
    db.session.execute(text("UPDATE variants SET price_vnd = 142000"))  # the same is no change
    assert told(honey) == [
        (165_000, None),
        (150_000, owner),
        (140_000, owner),
        (140_000, owner),
        (141_000, None),
        (142_000, None),
    ]
    assert prices.history_of([pack.id])[2].price_breaks == [[5, 130_000]]
    assert all(abs(each.at - now()) < timedelta(minutes=5) for each in prices.history_of([pack.id]))


def test_the_shops_clock_counts_where_it_says_so(app: Flask) -> None:
    with pretending(now() - timedelta(days=40)):
        honey = factories.product()
        then = now()
        catalogue.reprice(honey.variants[0], price_vnd=150_000)
        db.session.flush()
    newer, older = prices.history_of([honey.variants[0].id])
    assert older.at == then < newer.at < then + timedelta(seconds=1)


def test_without_the_triggers_nothing_is_written(app: Flask) -> None:
    """The negative control."""
    triggers.unwatch(db.session.connection())
    assert told(factories.product()) == []


@pytest.mark.smoke
def test_a_shop_and_operators_read_what_a_pack_has_cost(client: Client) -> None:
    cast = people.gather()
    honey = factories.product(cast.seller_a)
    ref = honey.variants[0].ref
    owner = people.signed_in(client, cast.owner_a)
    assert owner.send(f"/ban-hang/mon/{ref}/price", {"price": "149.000"}).status_code == 303
    page = owner.get(f"/ban-hang/mon/{ref}/lich-su-gia").text
    told = page.split('class="tl"')[1].split("</ol>")[0]
    assert told.index("149.000\u00a0₫") < told.index("165.000\u00a0₫")  # the newest on top
    assert cast.owner_a.name in page
    desk = people.signed_in(client, cast.operator).get(f"/van-hanh/mon/{honey.slug}").text
    assert "149.000\u00a0₫" in desk
    assert cast.owner_a.name in desk
