"""Bringing a backup back: into a throw-away database to see that it could be, or into an empty shop."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from sqlalchemy import text

from marketplace import audit, ledger, other_database, pictures
from marketplace.backups import archive, copies, places
from marketplace.backups.archive import Take
from marketplace.backups.errors import BackupError
from marketplace.backups.facts import facts
from marketplace.backups.making import Progress, refusing
from marketplace.backups.manifest import Manifest
from marketplace.backups.places import Place
from marketplace.database import db
from marketplace.gateways import files

WORK: Final = ".gui-restore-"
MOST_FAULTS: Final = 20


class Trial(NamedTuple):
    """What a backup that was brought back on trial holds, and what is not as it has to be; no `faults`: it is good."""

    manifest: Manifest
    faults: list[str]


class Reading(NamedTuple):
    """A backup, what it was sealed with, and the folder in which it is unpacked."""

    place: Place
    key: str
    work: Path


def check(reading: Reading, trial_url: str = "", progress: Progress = lambda *_: None) -> Trial:
    """Bring the backup into a throw-away database and look at everything there. Changes nothing; raises BackupError."""
    names: set[str] = set()
    with _unpacked(reading, lambda path, _content: names.add(path), progress) as (told, database):
        progress("bringing the copy into a database of its own", 0, told.database_bytes)
        with copies.loaded_elsewhere(database, told.database, trial_url) as url, other_database.opened(url):
            return Trial(told, list(_faults(told, names, progress))[:MOST_FAULTS])


def restore(reading: Reading, progress: Progress = lambda *_: None) -> Manifest:
    """Bring the backup into the empty shop: the photos, then the database at one stroke; ended before, begin anew.

    Raises BackupError; the database is as empty as it was then.
    """
    names: set[str] = set()
    with _unpacked(reading, lambda path, _content: names.add(path), progress) as (told, database):
        copies.refuse_unless_empty(told.database)
        if strays := [file.path for chunk in files.listing("") for file in chunk if file.path not in names]:
            raise BackupError(
                f"The store of photos that MEDIA_URL names holds {len(strays):,} files of another shop, such as "
                f"{strays[0]}, so nothing was changed. Name an empty one."
            )
        progress("bringing the photos back", 0, told.pictures_bytes)
        with places.opened(reading.place) as source:
            archive.read(source, reading.key, database.with_suffix(".again"), files.put)
        progress("bringing the database back", 0, told.database_bytes)
        copies.load(database, told.database)
    return told


@contextmanager
def _unpacked(reading: Reading, take: Take, progress: Progress) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and the database of a backup of which every byte was looked at."""
    with refusing(reading.work):
        reading.work.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=WORK, dir=reading.work) as own, places.opened(reading.place) as source:
            progress("reading the backup", 0, 0)
            told = archive.read(source, reading.key, Path(own) / "database", take)
            if not other_database.knows(told.version):
                raise BackupError(
                    f"The backup was made by another version of the shop, whose database is at {told.version}; this "
                    f"one knows up to {other_database.newest_version()}. Install that version or a newer one."
                )
            yield told, Path(own) / "database"


def _faults(told: Manifest, names: set[str], progress: Progress) -> Iterator[str]:
    progress("counting", 0, 0)
    yield from _miscounted(told)
    if told.version != other_database.newest_version():
        progress(f"bringing the copy up to date from version {told.version}", 0, 0)
        other_database.upgrade()
    progress("asking whether every promise holds", 0, 0)
    yield from (f"broken in the copy: {finding.invariant.promise}" for finding in audit.check(db.session()))
    yield from (f"the files of photo {ref} are missing" for ref in pictures.missing_files(names))
    progress("recomputing the books", 0, 0)
    report = ledger.verify()
    yield from report.faults
    if told.chain_hash and report.hash != told.chain_hash:
        yield f"the chain of the ledger ends in {report.hash}, not in {told.chain_hash}"


def _miscounted(told: Manifest) -> Iterator[str]:
    connection = db.session.connection()
    found = facts(lambda statement: connection.execute(text(statement)).first(), told.counts)
    for table, count in found.counts.items():
        if count != told.counts[table]:
            yield f"{table} has {count:,} rows, not {told.counts[table]:,}"
    if found.version != told.version:
        yield f"the database is at version {found.version}, not at {told.version}"
