"""A PostgreSQL whose disk is full: a small file system of its own holds one database, and a file takes the rest."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from marketplace import audit
from marketplace.cart.models import Cart
from marketplace.database import NoAnswer, db, transaction
from tests import factories
from tests.faults.test_database import _place, look, place, purchases

SIZE: str = "size=96m"
MUCH = "SELECT string_agg(md5(random()::text || number), '') FROM generate_series(1, 60000) AS number"
"""Two megabytes that cannot be squeezed."""


@pytest.fixture
def small_disk(committed_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The disk on which this test's database lies."""
    if db.engine.name == "sqlite" or os.geteuid() or not db.engine.url.query.get("host"):
        pytest.skip("wants a server on this machine and the right to mount a disk for it")
    disk, home = Path(f"{db.engine.url.query['host']}/small-disk"), db.engine.url.database
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    shutil.chown(disk, "nobody")
    db.session.remove()
    db.engine.dispose()
    server = db.engine.url.set(drivername="postgresql", database="postgres").render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE TABLESPACE small_disk LOCATION '{disk}'")
        owner.execute(f'ALTER DATABASE "{home}" SET TABLESPACE small_disk')
        yield disk
        db.session.remove()
        db.engine.dispose()
        (disk / "ballast").unlink(missing_ok=True)
        owner.execute(f'ALTER DATABASE "{home}" SET TABLESPACE pg_default')
        owner.execute("DROP TABLESPACE small_disk")
    subprocess.run(["umount", disk], check=True)


def take_all_room(disk: Path) -> None:
    with (disk / "ballast").open("wb") as ballast:
        while shutil.disk_usage(disk).free:
            ballast.write(bytes(4096))
            ballast.flush()


@pytest.mark.long
def test_on_a_full_disk_pages_are_read_orders_are_refused_whole_and_taken_once_there_is_room(
    small_disk: Path, committed_app: Flask
) -> None:
    with transaction():
        variant = factories.product().variants[0]
    with transaction():
        basket = factories.basket((variant, 1))
    total = variant.price_vnd + 30_000
    take_all_room(small_disk)
    with pytest.raises(NoAnswer, match="No space left|could not extend"):
        fill(basket, total)
    assert purchases() == 0
    assert look(committed_app, "/tinh") == 200
    (small_disk / "ballast").unlink()
    place(basket, total)
    assert purchases() == 1
    assert audit.check(db.session()) == []


def fill(basket: Cart, total: int) -> None:
    """Order, and write more in the same transaction than there is room for."""
    with transaction():
        _place(basket, total)
        db.session.execute(text(f"UPDATE products SET description_vi = ({MUCH})"))
