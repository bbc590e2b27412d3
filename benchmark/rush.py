"""Does everybody's wanting the same lot cost time? As many buyers of one lot beside buyers of a lot each.

    .venv-test/bin/python -m benchmark.rush                  # 500 buyers, three times in turns, on PostgreSQL
    .venv-test/bin/python -m benchmark.rush --buyers 50 --engine sqlite

Eight of them place their orders at any moment. Orders of one lot wait for each other from the lot on until the commit,
which is why the stock is taken late.
"""

import logging
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from flask import Flask
from flask_migrate import upgrade

from benchmark import rounds
from marketplace import cart, create_app, orders
from marketplace.catalogue.models import Variant
from marketplace.database import db, transaction
from marketplace.orders.states import PaymentMethod
from marketplace.sellers.models import Seller
from tests import factories

AT_ONCE: Final = 8
TURNS: Final = 3
MOST: Final = 1.5
"""Times the time that buyers of different lots need."""
Basket = tuple[str, str, int]


@dataclass
class Found:
    """Seconds of each turn."""

    engine: str
    buyers: int
    one_lot: list[float]
    lots_apart: list[float]

    @property
    def times(self) -> float:
        """How many times as long one lot takes, by the medians."""
        return median(self.one_lot) / median(self.lots_apart)

    def __str__(self) -> str:
        """One line."""
        seconds = f"{median(self.one_lot):.1f} s, a lot each {median(self.lots_apart):.1f} s"
        return f"{self.engine}: {self.buyers} buyers of one lot {seconds}: {self.times:.2f} × ≤ {MOST}"


def measure(name: str, address: str, buyers: int, turns: int = TURNS) -> Found:
    """So many buyers of one lot and as many of a lot each, in turns, in a database that is brought up to date here."""
    app = create_app({"DEBUG": False, "SQLALCHEMY_DATABASE_URI": address})
    found = Found(name, buyers, [], [])
    with app.app_context():
        upgrade()
        with transaction():
            seller = factories.seller()
        for _ in range(turns):
            found.one_lot.append(_rush(app, _baskets([_pack(seller, buyers)] * buyers)))
            found.lots_apart.append(_rush(app, _baskets([_pack(seller, buyers) for _ in range(buyers)])))
        db.engine.dispose()
    return found


def _pack(seller: Seller, left: int) -> Variant:
    with transaction():
        return factories.product(seller, left=left).variants[0]


def _baskets(wanted: Sequence[Variant]) -> list[Basket]:
    made = []
    for variant in wanted:
        with transaction():
            basket = factories.basket((variant, 1))
            place = {"province_code": factories.BA_DINH.province_code, "commune_code": factories.BA_DINH.commune_code}
            made.append((basket.token, basket.checkout_token, orders.quote(cart.parcels_in(basket), **place).total_vnd))
    return made


def _rush(app: Flask, baskets: Sequence[Basket]) -> float:
    def buy(basket: Basket) -> None:
        token, checkout_token, total_vnd = basket
        with app.app_context(), transaction():
            orders.place(
                checkout_token=checkout_token,
                cart_token=token,
                buyer=None,
                recipient=factories.BA_DINH,
                shown_total_vnd=total_vnd,
                locale="vi",
                payment_method=PaymentMethod.TRANSFER,
            )

    began = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        list(crowd.map(buy, baskets))
    return perf_counter() - began


def main() -> None:
    """Measure and print; the exit status is 1 when the limit is exceeded."""
    parser = ArgumentParser(prog="python -m benchmark.rush", description="Measures buyers of one lot and of many.")
    parser.add_argument("--buyers", type=int, default=500)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="postgresql")
    options = parser.parse_args()
    logging.disable(logging.INFO)
    with (
        tempfile.TemporaryDirectory(prefix="rush-") as folder,
        rounds.engine(options.engine, Path(folder)) as (databases, _server),
    ):
        found = measure(options.engine, databases.create("rush"), options.buyers)
    print(found)
    sys.exit(found.times > MOST)


if __name__ == "__main__":
    main()
