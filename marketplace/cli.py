"""The commands of the shop, `flask seed`, `flask audit`, `flask work`: each does one thing and says what."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event

import click
from flask import Flask, current_app, url_for
from flask.cli import with_appcontext
from flask.ctx import AppContext

from marketplace import accounts, assets, audit, demo, pictures, search, shelf
from marketplace.audit import Finding
from marketplace.database import db, transaction
from marketplace.errors import DomainError
from marketplace.job_handlers import LANES
from marketplace.jobs import worker
from marketplace.jobs.supervisor import worker_processes


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(prepare)
    app.cli.add_command(seed)
    app.cli.add_command(audit_command)
    app.cli.add_command(work)
    app.cli.add_command(first_operator)
    app.cli.add_command(build_assets)


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Make what the shop derives from its data and does not have yet, such as the shelves after an update."""
    with transaction():
        search.load_defaults()
    missing = shelf.count_missing()
    if missing:
        with click.progressbar(length=missing, label="Putting the goods on the shelves") as bar:
            shelf.reindex_all(bar.update)
    else:
        shelf.refresh_statistics()


@click.command("seed")
@click.option(
    "--products", type=click.IntRange(1, 1_000_000), help="Fill up to so many goods with samples, for measuring."
)
@with_appcontext
def seed(products: int | None) -> None:
    """Fill the database with the demo shop, once; a second time changes nothing."""
    if current_app.config["PRODUCTION"]:
        raise click.ClickException("The demo shop has accounts that everybody knows, so it is not for production.")
    if demo.is_filled():
        click.echo("The demo shop is already there.")
    else:
        with click.progressbar(length=demo.steps(), label="Filling the demo shop") as bar, transaction():
            search.load_defaults()
            demo.fill(lambda: bar.update(1))
            demo.mark()  # before the commit: no demo accounts without their mark
        current_app.config["DEMO"] = True
    if products:
        with click.progressbar(length=products, label="Adding sample goods") as bar, transaction():
            demo.fill_up_to(products, bar.update)
        with click.progressbar(length=products, label="Putting them on the shelves") as bar:
            shelf.reindex_all(bar.update)


@click.command("audit")
@with_appcontext
def audit_command() -> None:
    """Ask the database whether every promise of the shop holds; the exit status is 1 when one is broken."""
    found = {finding.invariant: finding for finding in audit.check(db.session())}
    for invariant in audit.invariants(db.session.connection()):
        _report(invariant.promise, invariant in found)
        if invariant in found:
            _show(found[invariant])
    lost = pictures.missing_files()
    _report("a photo that pages show has its files", bool(lost))
    if lost:
        click.echo(f"        {', '.join(lost)}")
    if found or lost:
        raise SystemExit(1)


def _report(promise: str, is_broken: bool) -> None:
    click.echo(f"{'BROKEN' if is_broken else 'ok':8}{promise}")


def _show(finding: Finding) -> None:
    for row in finding.rows:
        click.echo("        " + ", ".join(f"{name} {value}" for name, value in row.items()))


@click.command("work")
@click.option("--processes", type=click.IntRange(1, 64), default=1, help="So many workers (1).")
@click.option("--once", is_flag=True, help="Do what is due, say how much it was, and end; for a timer.")
@click.option("--parent", type=int, hidden=True, help="End when this process is no longer the parent.")
@with_appcontext
def work(processes: int, once: bool, parent: int | None) -> None:
    """Do what waits: mails, photos, and what the timetable says. Ends on Ctrl-C or SIGTERM after the jobs in hand."""
    context: Callable[[], AppContext] = current_app._get_current_object().app_context  # type: ignore[attr-defined]
    if once:
        for kind, done in worker.drain(LANES, context).items():
            click.echo(f"{kind}: {done}")
    elif processes > 1:
        with worker_processes(processes):
            told_to_stop().wait()
    else:
        worker.work(LANES, context, told_to_stop(), lambda: parent in (None, os.getppid()))


def told_to_stop() -> Event:
    """An event that is set on Ctrl-C and SIGTERM."""
    stopping = Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda _signal, _frame: stopping.set())
    return stopping


@click.command("first-operator")
@with_appcontext
def first_operator() -> None:
    """Print a link, good once and for a day, by which the first operator opens an account."""
    try:
        with transaction():
            token = accounts.first_operator_link()
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_BASE_URL"]):
        link = url_for("first_operator.show", token=token, _external=True)
    click.echo(f"Open the first operator's account here: {link}")


@click.command("build-assets")
@with_appcontext
def build_assets() -> None:
    """Write the hashed and compressed static files into the data folder, for servers other than the bundled one."""
    assets.build(Path(current_app.root_path) / "static", current_app.config["DATA_DIR"] / "static")
