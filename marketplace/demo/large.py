"""A believable large catalogue for measuring: sample sellers in real communes, each with a few sample goods."""

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import Table, func, insert, select, text

from marketplace import places
from marketplace.cash.models import CashMove, Custody
from marketplace.catalogue.models import Product, Variant
from marketplace.certification.models import Certificate
from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import sales, samples
from marketplace.demo.sample_kinds import groups
from marketplace.demo.samples import Row
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.payments.models import PaymentEvent
from marketplace.sellers.models import Seller
from marketplace.stock.models import Lot, StockMovement
from marketplace.traceability.models import LotStep

PRODUCTS_PER_SELLER: Final = 2
BATCH: Final = 1_000
NUMBERED: Final = (Seller, Product, Variant, Lot, Purchase, Order, OrderLine, Custody)
MODELS: Final = (*NUMBERED, OrderEvent, CashMove, PaymentEvent, LotStep, StockMovement, Certificate)
Rows = dict[Any, list[Row]]


def fill_up_to(count: int, progress: Callable[[int], None]) -> None:
    """Add sample goods until the catalogue holds `count`, the same ones every time; `progress` hears of each batch.

    They are on sale, and the shelves learn of them by `shelf.reindex_all()`.
    """
    write(_goods(count - count_goods()), progress)


def count_goods() -> int:
    """How many goods there are."""
    return db.session.scalar(select(func.count()).select_from(Product)) or 0


def write(made: Iterator[Rows], progress: Callable[[int], None]) -> None:
    """Write rows with their ids, model by model, so many things at a time."""
    while batch := list(islice(made, BATCH)):
        for model in MODELS:
            if rows := [row for goods in batch for row in goods.get(model, ())]:
                db.session.execute(insert(model), rows)
        progress(len(batch))
    catch_up_sequences()


def _goods(count: int) -> Iterator[Rows]:
    """The rows of one product after another, by model; every other product brings its seller along."""
    dice = random.Random(2024)  # noqa: S311 - sample data, nothing secret
    communes = [commune for province in places.provinces() for commune in places.communes_in(province.code)]
    ids = {model: next_id(model) for model in (Seller, Product, Variant, Lot)}
    order = max(next_id(model) for model in (Purchase, Order, OrderLine))
    commune, seller = communes[0], {}
    for offset in range(count):
        rows: Rows = {}
        if offset % PRODUCTS_PER_SELLER == 0:
            commune = dice.choice(communes)
            seller = samples.seller(ids[Seller] + offset // PRODUCTS_PER_SELLER, commune, dice)
            rows[Seller] = [seller]
        rows |= _product(offset, ids, seller, commune, dice)
        if rows[Product][0]["sold_units"]:
            _sell(order, rows, dice)
            order += 1
        yield rows


def _product(offset: int, ids: dict[Any, int], seller: Row, commune: places.Commune, dice: random.Random) -> Rows:
    """A product of the seller with pack sizes, lots and certificates."""
    group = dice.choice(groups())
    product = samples.product(ids[Product] + offset, seller, commune, group, dice)
    product["sold_units"] = sales.units_sold(dice)
    packs = [samples.variant(ids[Variant] + at, product["id"], at + 1, group, dice) for at in range(len(group.packs))]
    lots = [samples.lot(ids[Lot] + at, pack["id"], dice) for at, pack in enumerate(packs)]
    ids[Variant] += len(packs)
    ids[Lot] += len(lots)
    return {
        Product: [product],
        Variant: packs,
        Lot: lots,
        LotStep: samples.steps(lots[0], seller, dice),
        StockMovement: [_movement(lot["id"], "received", lot["on_hand"]) for lot in lots if lot["on_hand"]],
        Certificate: list(samples.certificates(product["id"], dice)),
    }


def _sell(number: int, rows: Rows, dice: random.Random) -> None:
    """Add the purchase that took the sold units of the first pack size, which had been received before."""
    product, lot = rows[Product][0], rows[Lot][0]
    rows |= sales.delivered(number, product, rows[Variant][0], dice)
    units = product["sold_units"]
    rows[StockMovement] += [_movement(lot["id"], "received", units), _movement(lot["id"], "sale", -units, number)]


def _movement(lot_id: int, reason: str, quantity: int, line_id: int | None = None) -> Row:
    return {"lot_id": lot_id, "quantity": quantity, "reason": reason, "order_line_id": line_id, "at": now()}


def next_id(model: type[Any]) -> int:
    """The first id that no row has yet."""
    return (db.session.scalar(select(func.max(model.id))) or 0) + 1


def catch_up_sequences(models: Iterable[type[Any]] = NUMBERED) -> None:
    """PostgreSQL counts ids by itself and must be told of those given here."""
    if db.session.connection().dialect.name != "postgresql":
        return
    for model in models:
        table: Table = model.__table__
        db.session.execute(text(f"SELECT setval('{table.name}_id_seq', (SELECT max(id) FROM {table.name}))"))  # noqa: S608
