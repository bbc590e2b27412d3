"""What an import of thousands of goods costs beside seeding as many: processor time, memory, and how long others wait.

    .venv-test/bin/python -m benchmark.tables             # 17,400 goods on both databases
    .venv-test/bin/python -m benchmark.tables --goods 1740 --engine sqlite

The import is done in a process of its own, as a worker does it. Nobody waits for it longer than its longest transaction
takes, as it holds locks only there; on SQLite all who write wait for it, on PostgreSQL whoever wants its rows.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any, Final
from unittest.mock import patch

from flask import Flask, current_app
from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmark import processor, rounds, trade
from benchmark.importing import table
from marketplace import create_app, demo, imports, shelf
from marketplace.accounts.models import User
from marketplace.accounts.phones import parse_phone
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.demo import large
from marketplace.imports import ImportState, batches
from marketplace.sellers.models import Seller
from tests.work import work

FEW: Final = 400
MOST: Final = 3
"""Times the processor time of `flask seed --products`."""
MOST_MIB: Final = 150
MOST_MS: Final = 50
"""What the longest transaction may take, in ms of processor time: about what placing an order takes."""


@dataclass(frozen=True)
class Found:
    """Seconds of processor time, MiB above rest, milliseconds of the longest transaction and their number."""

    engine: str
    goods: int
    seeded: float
    imported: float
    mib: float
    usual_ms: float
    longest_ms: float

    @property
    def ratio(self) -> float:
        """How many times the seed's time the import takes."""
        return self.imported / self.seeded

    @property
    def is_exceeded(self) -> bool:
        """Whether a limit is."""
        return self.ratio > MOST or self.mib > MOST_MIB or self.longest_ms > MOST_MS

    def __str__(self) -> str:
        """One line of the table."""
        return (
            f"{self.engine}: {self.goods:,} goods; seeded in {self.seeded:.1f} s, imported in {self.imported:.1f}: "
            f"{self.ratio:.2f} ≤ {MOST}; {self.mib:.0f} MiB above rest ≤ {MOST_MIB}; a "
            f"transaction {self.usual_ms:.0f} ms, the longest {self.longest_ms:.0f} ≤ {MOST_MS}"
        )


def measure(name: str, address: str, server: int, goods: int) -> Found:
    """Seed so many sample goods, then let a worker import as many."""
    with shop(address).app_context():
        upgrade()
        current_app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
        before = large.next_id(Product) - 1
        seeded = processor.seconds(lambda: _seed(before + goods), server)
        db.engine.dispose()
    command = [sys.executable, "-m", "benchmark.tables", "--within", address, str(server), "--goods", str(goods)]
    said = subprocess.run(command, env=os.environ, stdout=subprocess.PIPE, check=True).stdout
    return Found(engine=name, goods=goods, seeded=seeded, **json.loads(said.splitlines()[-1]))


def _seed(count: int) -> None:
    with transaction():
        demo.fill_up_to(count, lambda _number: None)
    shelf.reindex_all()


def within(address: str, server: int, goods: int) -> dict[str, Any]:
    """Import in this process: first a few goods, transaction by transaction, which also loads what every worker loads
    once; then all of them.
    """
    with shop(address).app_context():
        with _each_transaction(server) as spent:
            _import(table(FEW))
        data, at_rest = table(goods), _memory("VmRSS")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the highest is counted from here on
        imported = processor.seconds(lambda: _import(data), server)
        mib = _memory("VmHWM") - at_rest
        db.engine.dispose()
    return {"imported": imported, "mib": mib, "longest_ms": max(spent) * 1000, "usual_ms": median(spent) * 1000}


def _import(data: bytes) -> None:
    """As a seller sends a table and takes all its rows, and a worker does the rest."""
    seller = db.session.get_one(Seller, trade.shop())
    owner = db.session.scalars(select(User).where(User.phone == parse_phone(trade.OWNER))).one()
    db.session.commit()
    ref = imports.receive(BytesIO(data), None)
    with transaction():
        imports.start(seller, ref, "mau.csv", has_photos=False, by=owner)
    work(imports.IMPORT)
    with transaction():
        imports.accept(imports.get_import_of(trade.shop(), ref, lock=True))
    work(imports.IMPORT)
    if imports.get_import_of(trade.shop(), ref).state != ImportState.WRITTEN:
        raise RuntimeError("the table was not imported")


@contextmanager
def _each_transaction(server: int) -> Iterator[list[float]]:
    """Seconds of processor time of every transaction in which rows are worked on."""
    spent: list[float] = []

    @contextmanager
    def measured() -> Iterator[Session]:
        with processor.spending(server) as seconds, transaction() as session:
            yield session
        spent.extend(seconds)

    with patch.object(batches, "transaction", measured):
        yield spent


def _memory(line: str) -> float:
    """MiB of this process by /proc/self/status."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(rf"^{line}:\s+(\d+) kB", status, re.MULTILINE)[0]) / 1024


def shop(address: str) -> Flask:
    """The shop on this database."""
    return create_app({"SQLALCHEMY_DATABASE_URI": address})


def main() -> None:
    """Measure and print; the exit status is 1 when a limit is exceeded."""
    parser = ArgumentParser(prog="python -m benchmark.tables", description="Measures imports against the seed.")
    parser.add_argument("--goods", type=int, default=17_400)
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"), help="this one only")
    parser.add_argument("--within", nargs=2, metavar=("DATABASE", "PID"), help="only import, and say it as JSON")
    options = parser.parse_args()
    if options.within:
        print(json.dumps(within(options.within[0], int(options.within[1]), options.goods)))
        return
    found = []
    for name in options.engine or ("sqlite", "postgresql"):
        with (
            tempfile.TemporaryDirectory(prefix="tables-") as folder,
            rounds.engine(name, Path(folder)) as (databases, pid),
        ):
            os.environ["DATA_DIR"] = folder
            found.append(measure(name, databases.create("tables"), pid, options.goods))
            print(found[-1], flush=True)
    sys.exit(any(one.is_exceeded for one in found))


if __name__ == "__main__":
    main()
