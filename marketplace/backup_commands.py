"""`flask backup` and `flask restore`."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

import config
from marketplace import backups, run_results
from marketplace.backups import BackupError, Place

SECONDS_APART = 5.0


@click.command("backup")
@click.option("--to", "target", metavar="FOLDER|s3://…", help="Where to; else to BACKUP_TARGET.")
@with_appcontext
def backup(target: str | None) -> None:
    """Copy the database and the photos into one file, while the shop is open; sealed with BACKUP_KEY.

    Then backups that the rule does not keep are deleted there: of the last 7 days, 5 weeks and 12 months one stays.
    """
    settings = current_app.config
    at = config.backup_target(target, settings["DATA_DIR"]) if target else settings["BACKUP_TARGET"]
    if not at:
        raise click.UsageError("Say where to: --to FOLDER, --to s3://…, or BACKUP_TARGET.")
    with noting(run_results.BACKUP) as words:
        made = backups.make(at, settings["DATA_DIR"], settings["BACKUP_KEY"], Teller())
        words.append(f"{made.place.name}, {made.size:,} bytes")
    rows, pictures = sum(made.manifest.counts.values()), made.manifest.pictures
    click.echo(
        f"{backups.show(at)}/{made.place.name}: {made.size:,} bytes, {rows:,} rows, {pictures:,} files of photos"
    )
    click.echo(f"the chain of the ledger ends in {made.manifest.chain_hash or 'nothing yet'}")
    for name in made.pruned:
        click.echo(f"deleted {name}")
    if not settings["BACKUP_KEY"]:
        click.echo("It is not sealed: whoever has the file can read it. BACKUP_KEY seals it.")


@click.command("restore")
@click.argument("file", required=False)
@click.option(
    "--check", "is_trial", is_flag=True, help="Only try it, in a throw-away database; the shop is left alone."
)
@with_appcontext
def restore(file: str | None, is_trial: bool) -> None:
    """Bring the backup FILE, a path or s3://…, back into the empty place that the settings name.

    With --check the newest one of BACKUP_TARGET when no FILE is given: every byte is read, the copy brought up to date,
    counted and audited, its books recomputed. The exit status is 1 when anything is not as it has to be.
    """
    if is_trial:
        _try(file)
        return
    if not file:
        raise click.UsageError("Say which backup to bring back: flask restore FILE.")
    with refusing():
        manifest = backups.restore(_reading(file), Teller())
    click.echo(
        f"Everything of {manifest.made_at} is back: {sum(manifest.counts.values()):,} rows. Now run: flask release"
    )


def _try(file: str | None) -> None:
    with noting(run_results.TRIAL_RESTORE) as words:
        reading = _reading(file)
        trial = backups.check(reading, current_app.config["BACKUP_TRIAL_URL"], Teller())
        for fault in trial.faults:
            click.echo(f"{'BROKEN':8}{fault}")
        if trial.faults:
            raise BackupError(f"{reading.place.name} is not as it has to be.")
        words.append(f"{reading.place.name}: complete, every promise holds")
    click.echo(f"{'ok':8}{reading.place.name} of {trial.manifest.made_at}, version {trial.manifest.version}")


def _reading(file: str | None) -> backups.Reading:
    settings = current_app.config
    place: Place = backups.place_of(file) if file else backups.newest(settings["BACKUP_TARGET"] or _nowhere())
    return backups.Reading(place, settings["BACKUP_KEY"], settings["DATA_DIR"])


def _nowhere() -> str:
    raise click.UsageError("Say which backup: its path, its address, or set BACKUP_TARGET for the newest one there.")


class Teller:
    """Says at the terminal what is being done, and now and then how far it is."""

    def __init__(self) -> None:
        self._doing, self._told_at = "", 0.0

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Say it when it is something new, or was said a while ago."""
        if doing == self._doing and monotonic() < self._told_at + SECONDS_APART:
            return
        share = f", {done * 100 // total} %" if total and done else ""
        click.echo(f"{doing}{share}", err=True)
        self._doing, self._told_at = doing, monotonic()


@contextmanager
def refusing() -> Iterator[None]:
    """End the command with a sentence when it cannot be done."""
    try:
        yield
    except BackupError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def noting(name: str) -> Iterator[list[str]]:
    """The same, and the outcome is kept for operators; who may only read the database cannot keep it."""
    words: list[str] = []
    with refusing():
        try:
            yield words
        except BackupError as error:
            _note(name, False, str(error))
            raise
    _note(name, True, "; ".join(words))


def _note(name: str, ok: bool, words: str) -> None:
    try:
        backups.note_outcome(name, ok, words)
    except DBAPIError:
        click.echo("The outcome could not be noted for the operators.", err=True)
