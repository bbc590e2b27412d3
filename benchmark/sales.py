"""What the ledger adds to placing an order and to delivering it: the same requests with its handlers and without them.

    .venv-test/bin/python -m benchmark.sales             # 200 orders each way, on both databases
    .venv-test/bin/python -m benchmark.sales --orders 20 --engine sqlite

They are asked in turns inside one process. What is compared is processor time, the database server's with it.
"""

import logging
import random
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final
from unittest.mock import patch

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, update

from benchmark import processor, rounds, trade
from benchmark.desks import sign_in
from benchmark.filling import Inside
from benchmark.limits import LINES
from benchmark.purchase import Guest, field_of
from marketplace import create_app, events, orders
from marketplace.catalogue.models import Product, Variant
from marketplace.database import db, transaction
from marketplace.ledger import handlers
from marketplace.orders.models import Order
from marketplace.stock.models import Lot
from tests.statements import counted

STEPS: Final = ("placing", "delivering")
MOST_STATEMENTS: Final = 2
MOST: Final = 1.15
"""Times the processor time without the ledger."""
PLENTY: Final = 1_000_000


@dataclass
class Found:
    """Processor seconds and statements to the ledger of each step, request by request, with the ledger and without."""

    engine: str
    booked: dict[str, list[tuple[float, int]]] = field(default_factory=lambda: {step: [] for step in STEPS})
    plain: dict[str, list[tuple[float, int]]] = field(default_factory=lambda: {step: [] for step in STEPS})

    def times(self, step: str) -> float:
        """How many times the processor time without the ledger it is, by the medians."""
        booked, plain = (median(spent for spent, _ in each[step]) for each in (self.booked, self.plain))
        return booked / plain

    def more(self, step: str) -> int:
        """How many statements it sends to the ledger's tables, at most."""
        return max(sent for _, sent in self.booked[step])

    @property
    def is_exceeded(self) -> bool:
        """Whether a limit is."""
        return any(self.times(step) > MOST for step in STEPS) or self.asks_more

    @property
    def asks_more(self) -> bool:
        """Whether a step sends more statements than it may."""
        return any(self.more(step) > MOST_STATEMENTS for step in STEPS)

    def __str__(self) -> str:
        """One line for each step."""
        return "\n".join(
            f"{self.engine}: {step} costs {self.times(step):.2f} × without the ledger ≤ {MOST}, "
            f"{self.more(step)} statements more ≤ {MOST_STATEMENTS}"
            for step in STEPS
        )


def measure(name: str, address: str, server: int, pairs: int) -> Found:
    """So many pairs of orders in the demo shop of this database, one of each pair with the ledger."""
    app = create_app({"DEBUG": False, "SQLALCHEMY_DATABASE_URI": address})
    with app.app_context():
        shop, refs = _stocked()
    dice = random.Random(43)  # noqa: S311 - decides nothing but who begins
    found, owner, guest = Found(name), Inside(app), Guest(Inside(app), refs)
    sign_in(owner, "seller")
    for number in range(-1, pairs):  # the first pair warms up
        for is_booked in dice.sample((True, False), 2):
            with _handled(by_ledger=is_booked):
                for step, measured in zip(STEPS, _sell(app, guest, owner, shop, server), strict=True):
                    if number >= 0:
                        (found.booked if is_booked else found.plain)[step].append(measured)
    with app.app_context():
        db.engine.dispose()
    return found


def _stocked() -> tuple[int, list[str]]:
    """The shop whose owner signs in, and its goods that go everywhere, of which there is plenty now."""
    with transaction():
        trade.open_accounts()
        shop = trade.shop()
        of_shop = select(Variant).join(Product).where(Product.seller_id == shop, Product.ship_scope == "nation")
        of_shop = of_shop.where(Product.is_listed, ~Product.is_gift_box)
        variants = db.session.scalars(of_shop.join(Lot, Lot.variant_id == Variant.id).where(Lot.on_hand > 0)).all()
        ids = [variant.id for variant in variants]
        db.session.execute(update(Lot).where(Lot.variant_id.in_(ids), Lot.on_hand > 0).values(on_hand=PLENTY))
        return shop, sorted({variant.ref for variant in variants})


@contextmanager
def _handled(*, by_ledger: bool) -> Iterator[None]:
    """All that happens is handled as ever, but by the ledger only when it is told to."""
    kept = {
        kind: [one for one in those if by_ledger or one.__module__ != handlers.__name__]
        for kind, those in events._handlers.items()
    }
    with patch.dict(events._handlers, kept):
        yield


def _sell(app: Flask, guest: Guest, owner: Inside, shop: int, server: int) -> Iterator[tuple[float, int]]:
    """Place an order and deliver it."""
    for _ in range(LINES):
        guest.add()
    page = guest.check_out()
    yield _measured(app, lambda: guest.place_order(page), server)
    with app.app_context(), transaction():
        newest = select(Order).where(Order.seller_id == shop).order_by(Order.id.desc()).limit(1)
        order = db.session.scalars(newest).one()
        number = order.number
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number="VN2611773")
    path = f"/ban-hang/don/{number}"
    form = {"csrf_token": field_of(owner.get(path), "csrf_token")}
    yield _measured(app, lambda: owner.post(f"{path}/delivery", form), server)


def _measured(app: Flask, ask: Callable[[], object], server: int) -> tuple[float, int]:
    with app.app_context():
        with counted() as sent:
            spent = processor.seconds(ask, server)
        db.session.remove()
    return spent, len([one for one in sent if "ledger_" in one])


def main() -> None:
    """Measure and print; the exit status is 1 when a limit is exceeded."""
    parser = ArgumentParser(prog="python -m benchmark.sales", description="Measures sales with and without the ledger.")
    parser.add_argument("--orders", type=int, default=200)
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"), help="this one only")
    options = parser.parse_args()
    logging.disable(logging.INFO)
    found = []
    for name in options.engine or ("sqlite", "postgresql"):
        with (
            tempfile.TemporaryDirectory(prefix="sales-") as folder,
            rounds.engine(name, Path(folder)) as (databases, server),
        ):
            address = databases.create("sold")
            _seed(address)
            found.append(measure(name, address, server, options.orders))
            print(found[-1], flush=True)
    sys.exit(any(one.is_exceeded for one in found))


def _seed(address: str) -> None:
    app = create_app({"DEBUG": False, "SQLALCHEMY_DATABASE_URI": address})
    with app.app_context():
        upgrade()
        app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
        db.engine.dispose()


if __name__ == "__main__":
    main()
