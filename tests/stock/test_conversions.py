"""One lot becomes another, with its loss, and knows what it was made of."""

from typing import Any

import pytest
from flask import Flask

from marketplace import stock
from marketplace.accounts.models import User
from marketplace.catalogue.models import Variant
from marketplace.clock import today
from marketplace.database import db
from marketplace.stock import LotFacts
from marketplace.stock.lot_errors import CodeTaken, LotShort, QuantityRefused, SourceMissing
from marketplace.stock.models import Lot
from tests import factories

ONCE = "00000000000a"


@pytest.fixture
def owner(app: Flask) -> User:
    return factories.user()


@pytest.fixture
def litres(app: Flask) -> Lot:
    """Twenty litres of honey in a drum, counted by the litre."""
    product = factories.product(left=0)
    product.variants[0].content_amount = 1_000
    product.variants.append(factories.pack(2, content_amount=500))
    db.session.flush()
    return factories.lot(product.variants[0], 20, code="DRUM")


@pytest.fixture
def jars(litres: Lot) -> Variant:
    return litres.variant.product.variants[1]


def fill(litres: Lot, jars: Variant, by: User, *, taken: dict[Lot, int] | None = None, **made: Any) -> Lot:
    told = {"quantity": 38, "ref": ONCE} | made
    facts = LotFacts("JARS", today())
    return stock.convert({litres: 20} if taken is None else taken, jars, facts, by_id=by.id, **told)


def test_litres_become_jars_and_the_loss_is_known(litres: Lot, jars: Variant, owner: User) -> None:
    made = fill(litres, jars, owner)
    assert (litres.on_hand, made.on_hand) == (0, 38)
    sources = stock.sources_of(made)
    assert [(source.source.code, source.quantity) for source in sources] == [("DRUM", 20)]
    assert [source.lot.code for source in stock.made_of(litres)] == ["JARS"]
    found = stock.yield_of(made, sources, 38)
    assert found is not None
    assert (found.went_in, found.came_out, found.loss, found.loss_percent) == (20_000, 19_000, 1_000, 5)
    row = stock.movements_of(litres, limit=1)[0]
    assert (row.quantity, row.reason, row.note) == (-20, "converted", "JARS")


def test_a_form_that_is_sent_twice_fills_once(litres: Lot, jars: Variant, owner: User) -> None:
    first = fill(litres, jars, owner, taken={litres: 5}, quantity=9)
    assert fill(litres, jars, owner, taken={litres: 5}, quantity=9) is first
    assert litres.on_hand == 15


def test_several_lots_become_one(litres: Lot, jars: Variant, owner: User) -> None:
    second = factories.lot(litres.variant, 10, code="DRUM-2", best_before_in_days=5)
    made = fill(litres, jars, owner, taken={litres: 20, second: 10}, quantity=57)
    assert {source.source.code: source.quantity for source in stock.sources_of(made)} == {"DRUM": 20, "DRUM-2": 10}
    assert stock.siblings_of(litres, limit=9) == []


def test_what_buyers_have_ordered_is_not_filled_away(litres: Lot, jars: Variant, owner: User) -> None:
    factories.purchase((litres.variant, 3))
    with pytest.raises(LotShort) as refused, db.session.begin_nested():
        fill(litres, jars, owner)
    assert refused.value.left == 17
    assert stock.last_lot_of(jars) is None


def test_what_cannot_be_is_refused(litres: Lot, jars: Variant, owner: User) -> None:
    with pytest.raises(SourceMissing):
        fill(litres, jars, owner, taken={})
    for taken, quantity in (({litres: 0}, 5), ({litres: 1}, 0)):
        with pytest.raises(QuantityRefused):
            fill(litres, jars, owner, taken=taken, quantity=quantity)
    factories.lot(jars, 1, code="JARS")
    with pytest.raises(CodeTaken):
        fill(litres, jars, owner)


def test_loss_is_not_told_across_units(litres: Lot, jars: Variant, owner: User) -> None:
    made = fill(litres, jars, owner)
    jars.content_unit = "g"
    assert stock.yield_of(made, stock.sources_of(made), 38) is None
