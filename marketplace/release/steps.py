"""What a release consists of. Each step looks first whether there is anything to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from marketplace import assets, ledger, search, shelf
from marketplace.database import db, transaction
from marketplace.release import lock, schema
from marketplace.release.errors import CannotRelease
from marketplace.release.progress import Progress

LATER = "what the new version derives from the data, which can be counted only after the migrations"


@contextmanager
def alone() -> Iterator[None]:
    """Be the only one who releases this shop's database. Raises CannotRelease when the database does not answer."""
    try:
        with lock.hold(db.engine):
            yield
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        raise CannotRelease(
            f"The database cannot be used ({reason}). Check DATABASE_URL and that the server runs."
        ) from error


def waiting() -> list[str]:
    """What a release would do now. Raises CannotRelease as the release would."""
    with alone():
        found = [f"migration {each.revision}: {each.doc}" for each in schema.missing()]
        found += [LATER] if found else _underived()
        if not current_app.debug and not assets.is_built(*_assets()):
            found.append("static files of this version")
        return found


def _underived() -> Iterator[str]:
    if goods := shelf.count_missing():
        yield f"{goods:,} goods that are not on the shelves as this version puts them there"
    if sales := ledger.count_missing():
        yield f"{sales:,} earlier sales and payments that are not booked"


def bring_up_to_date() -> None:
    """Do what waits, and say how far it is. Raises CannotRelease."""
    with alone():
        migrate()
        prepare()
        if not current_app.debug:
            build_assets()


def migrate() -> None:
    """Bring the schema up to date; also what migrations leave to the end of each upgrade, if one was killed there."""
    steps = schema.missing()
    if steps:
        click.echo(f"Bringing the database up to date, migrations: {len(steps)}")
    upgrade()


def prepare() -> None:
    """Make what the shop derives from its data and does not have yet."""
    with transaction():
        search.load_defaults()
    if missing := shelf.count_missing():
        progress = Progress("goods put on the shelves", missing)
        shelf.reindex_all(progress.add)
        progress.end()
    else:
        shelf.refresh_statistics()
    book_missing()


def book_missing() -> None:
    """Book what happened before there were books, batch by batch; begun anew, it goes on where it was ended."""
    if missing := ledger.count_missing():
        some = partial(ledger.book_missing, ledger.Walk())
        progress = Progress("earlier sales and payments booked", missing)
        while booked := in_transaction(some):
            progress.add(booked)
        progress.end()


def in_transaction(rule: Callable[[], int]) -> int:
    """What a rule that counts what it did did, committed."""
    with transaction():
        return rule()


def build_assets() -> None:
    """Write the hashed and compressed static files into the data folder, unless they are there."""
    if not assets.is_built(*_assets()):
        assets.build(*_assets())


def _assets() -> tuple[Path, Path]:
    return Path(current_app.root_path) / "static", current_app.config["DATA_DIR"] / "static"
