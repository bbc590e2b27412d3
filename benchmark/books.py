"""What the ledger costs beside plain INSERTs of the same rows, and what it takes to verify it.

    .venv-test/bin/python -m benchmark.books             # 2,000,000 postings on both databases
    .venv-test/bin/python -m benchmark.books --postings 60000 --engine sqlite

Sales are booked with `ledger.post_all`, and their rows are written by the database's driver into a second database with
the same tables, keys, indexes and triggers, in turns and as many in a transaction. What is compared is processor time.
"""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg
from flask import Flask
from flask_migrate import upgrade

from benchmark import rounds
from benchmark.processor import seconds
from marketplace import create_app, ledger
from marketplace.database import db, transaction
from marketplace.database_version import connector
from marketplace.ledger import BANK, DELIVERY, FEES, Draft, Kind, Posting, accounts
from tests.databases import Engine

AT_ONCE: Final = 250
"""Sales in a transaction."""
SELLERS: Final = 9_300
LEAST: Final = 0.5
"""Of the entries per second of plain inserts."""
MOST_MIB: Final = 150
"""Above what the same command takes with empty books."""
AT: Final = "2026-11-20 00:00:00+00:00"
HEAD: Final = "INSERT INTO ledger_transactions (kind, key, at, month, note) VALUES ({0},{0},{0},{0},'') RETURNING id"
LEG: Final = "INSERT INTO ledger_postings (transaction_id, source, destination, amount_vnd) VALUES ({0}, {0}, {0}, {0})"
Rows = list[tuple[str, list[Posting]]]


@dataclass(frozen=True)
class Found:
    """Figures of one engine: entries per second, both ways, and the memory and seconds of verifying."""

    engine: str
    postings: int
    plain: float
    booked: float
    idle_mib: float
    verify_mib: float

    @property
    def ratio(self) -> float:
        """What part of the entries of plain inserts is booked in the same time."""
        return self.booked / self.plain

    @property
    def is_exceeded(self) -> bool:
        """Whether a limit is."""
        return self.ratio < LEAST or self.verify_mib - self.idle_mib > MOST_MIB

    def __str__(self) -> str:
        """One line of the table."""
        more = self.verify_mib - self.idle_mib
        return (
            f"{self.engine}: {self.postings:,} postings; plain {self.plain:,.0f} a second, booked {self.booked:,.0f}: "
            f"{self.ratio:.2f} ≥ {LEAST}; verify {more:.0f} MiB above idle ≤ {MOST_MIB}"
        )


def sales(first: int) -> Rows:
    """So many sales as one transaction holds, each with its key and six postings."""
    found = []
    for number in range(first, first + AT_ONCE):
        paid, owner = accounts.buyer(number), accounts.seller(number % SELLERS + 1)
        postings = [
            Posting(BANK, paid, 218_000 + number % 1_000),
            Posting(paid, owner, 200_000 + number % 1_000),
            Posting(owner, FEES, 12_000),
            Posting(owner, accounts.tax("vat"), 2_000),
            Posting(owner, accounts.tax("pit"), 1_000),
            Posting(paid, DELIVERY, 18_000),
        ]
        found.append((f"sale:{number}", postings))
    return found


def book(rows: Rows) -> None:
    """As the shop does it."""
    with transaction():
        ledger.post_all(Draft(kind=Kind.SALE, key=key, postings=postings) for key, postings in rows)


def write(connection: Any, mark: str, rows: Rows) -> None:
    """As plain as the driver can."""
    head, leg = HEAD.format(mark), LEG.format(mark)
    cursor = connection.cursor()
    if mark == "?":
        cursor.execute("BEGIN IMMEDIATE")
    legs = []
    for key, postings in rows:
        number = cursor.execute(head, ("sale", key, AT, AT[:7])).fetchone()[0]
        legs += [(number, one.source.code, one.destination.code, one.amount_vnd) for one in postings]
    cursor.executemany(leg, legs)
    connection.commit()


def measure(databases: Engine, pid: int, postings: int) -> Found:
    """Fill two databases in turns and verify the one that was booked."""
    booked, plain = (databases.create(name) for name in ("booked", "plain"))
    for address in (booked, plain):
        with shop(address).app_context():
            upgrade()
            db.engine.dispose()
    idle = verify(booked)
    speeds = list(_in_turns(booked, plain, pid, postings))
    return Found(
        engine=databases.name,
        postings=postings,
        plain=median(speed for _, speed in speeds),
        booked=median(speed for speed, _ in speeds),
        idle_mib=idle,
        verify_mib=verify(booked),
    )


def _in_turns(booked: str, plain: str, pid: int, postings: int) -> Iterator[tuple[float, float]]:
    """Entries per second of processor time, booked and plain, transaction by transaction."""
    app = shop(booked)
    with app.app_context(), closing(_connection(plain)) as connection:
        mark = "%s" if isinstance(connection, psycopg.Connection) else "?"
        for first in range(1, postings // 6 + 1, AT_ONCE):
            rows = sales(first)
            entries = sum(len(legs) for _, legs in rows)
            ours, theirs = seconds(partial(book, rows), pid), seconds(partial(write, connection, mark, rows), pid)
            yield entries / ours, entries / theirs
        while linked():
            pass
        db.engine.dispose()


def linked() -> int:
    """Link some of what was booked, as the job does."""
    with transaction():
        return ledger.link_some()


def verify(address: str) -> float:
    """Run `flask ledger verify` in a process of its own; the most memory that it took, in MiB."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "ledger", "verify"]
    process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": address}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("the books are not in order")
    return usage.ru_maxrss / 1024


def shop(address: str) -> Flask:
    """The shop on this database."""
    return create_app({"SQLALCHEMY_DATABASE_URI": address})


def _connection(address: str) -> Any:
    app = shop(address)
    with app.app_context():
        opened = connector(db.engine.url)()
    if isinstance(opened, psycopg.Connection):
        opened.autocommit = False
    return opened


def main() -> None:
    """Measure and print; the exit status is 1 when a limit is exceeded."""
    parser = ArgumentParser(prog="python -m benchmark.books", description="Measures the ledger against plain inserts.")
    parser.add_argument("--postings", type=int, default=2_000_000)
    parser.add_argument("--engine", action="append", choices=("sqlite", "postgresql"), help="this one only")
    options = parser.parse_args()
    found = []
    for name in options.engine or ("sqlite", "postgresql"):
        with (
            tempfile.TemporaryDirectory(prefix="books-") as folder,
            rounds.engine(name, Path(folder)) as (databases, pid),
        ):
            found.append(measure(databases, pid, options.postings))
            print(found[-1], flush=True)
    sys.exit(any(one.is_exceeded for one in found))


if __name__ == "__main__":
    main()
