"""Orders by the hundred thousand for measuring, as whole as those of people: stock, payment, cash, ledger and earnings.

Rows are written in bulk; what a sale leaves its seller and how it is booked is asked of the packages that do so for
real orders, so that both stay the same. Each batch is a transaction of its own that leaves every promise kept.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, func, insert, select, update

from marketplace import ledger, places
from marketplace.cash.models import CashMove, Custody
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.demo import large, packs_sold
from marketplace.demo.orders_sold import Buying, Ids, Sale, sell
from marketplace.demo.packs_sold import Sold
from marketplace.earnings.models import Earning
from marketplace.orders.models import Order, OrderEvent, OrderLine, Purchase
from marketplace.payments.models import PaymentEvent
from marketplace.stock.models import StockMovement

BATCH: Final = 250
NUMBERED: Final = (Purchase, Order, OrderLine, PaymentEvent, Custody, CashMove)
MODELS: Final = (*NUMBERED[:3], OrderEvent, StockMovement, *NUMBERED[3:], Earning)
"""In the order in which they are written: what others point to comes first."""
BUYERS_SHARE: Final = 0.005
"""How many orders the buyer of the demo shop has, who signs in."""
OWNERS_SHARE: Final = 0.02
"""How many the shop has whose owner signs in."""
PRODUCTS: Final = cast(Table, Product.__table__)
COUNT_SOLD: Final = (
    update(PRODUCTS)
    .where(PRODUCTS.c.id == bindparam("product"))
    .values(sold_units=PRODUCTS.c.sold_units + bindparam("units"))
)


def add_orders(up_to: int, progress: Callable[[int], None]) -> None:
    """Add orders of sample buyers until there are so many; `progress` hears of each batch.

    Opens its transactions itself. They are in every state; most were delivered in the last year. The shelves learn of
    what was sold by `shelf.reindex_all()`.
    """
    missing = up_to - (db.session.scalar(select(func.count()).select_from(Order)) or 0)
    if missing <= 0:
        return
    chance = _Chance()
    for begun in range(0, missing, BATCH):
        count = min(BATCH, missing - begun)
        with transaction():
            ids = Ids({model: large.next_id(model) for model in NUMBERED})
            _write([sell(ids, chance.next()) for _ in range(count)])
        progress(count)


class _Chance:
    """Who buys what, without end and the same every time."""

    def __init__(self) -> None:
        self._dice = random.Random(500_000)  # noqa: S311 - sample data, nothing secret
        self._goods = packs_sold.choice()
        self._own = packs_sold.choice(packs_sold.owned_shop()) or self._goods
        self._buyer_id = packs_sold.buyer_id()
        self._communes = [each for province in places.provinces() for each in places.communes_in(province.code)]

    def next(self) -> Buying:
        """One more."""
        dice = self._dice
        packs = self._packs(self._own if dice.random() < OWNERS_SHARE else self._goods)
        buyer_id = self._buyer_id if dice.random() < BUYERS_SHARE else None
        return Buying(packs, dice.choice(self._communes), buyer_id, dice)

    def _packs(self, goods: Sequence[Sold]) -> list[Sold]:
        """Up to three that stand beside each other and are of one seller; some are bought often, most seldom."""
        first = int(len(goods) * self._dice.random() ** 2)
        wanted = goods[first : first + self._dice.choice((1, 1, 1, 2, 2, 3))]
        return [pack for pack in wanted if pack.seller_id == wanted[0].seller_id]


def _write(sales: Sequence[Sale]) -> None:
    """Write the rows, book them, and count what was sold."""
    rows: dict[type[Any], list[dict[str, Any]]] = defaultdict(list)
    for thing in (each for sale in sales for each in sale.things()):
        rows[type(thing)].append(_row(thing))
    for model in MODELS:
        if rows[model]:
            db.session.execute(insert(cast(Table, model.__table__)), rows[model])
    large.catch_up_sequences(NUMBERED)
    ledger.post_all(draft for sale in sales for draft in sale.booked())
    _count(each for sale in sales for each in sale.units())


def _row(thing: Any) -> dict[str, Any]:
    """What was set of an object, by column."""
    columns = thing.__table__.columns
    return {name: value for name, value in vars(thing).items() if name in columns}


def _count(sold: Iterable[tuple[int, int]]) -> None:
    units = Counter[int]()
    for number, quantity in sold:
        units[number] += quantity
    if units:
        db.session.execute(COUNT_SOLD, [{"product": number, "units": units[number]} for number in sorted(units)])
