"""The commands of the shop, `flask seed`, `flask audit`, `flask chores`: each does one thing and says what."""

from pathlib import Path

import click
from flask import Flask, current_app, url_for
from flask.cli import with_appcontext

from marketplace import accounts, assets, audit, chores, demo, pictures, search, shelf
from marketplace.audit import Finding
from marketplace.database import db, transaction
from marketplace.errors import DomainError


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(prepare)
    app.cli.add_command(seed)
    app.cli.add_command(audit_command)
    app.cli.add_command(chores_command)
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
            demo.mark(current_app.config["DATA_DIR"])  # before the commit: no demo accounts without their mark
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


@click.command("chores")
@with_appcontext
def chores_command() -> None:
    """Do what is due in the background; for a timer where no server process does it."""
    for chore, done in chores.run_due(current_app.config["DATA_DIR"] / "chores"):
        click.echo(f"{chore.name}: {done}")


@click.command("first-operator")
@with_appcontext
def first_operator() -> None:
    """Print a link, good once and for a day, by which the first operator opens an account."""
    try:
        with transaction():
            token = accounts.first_operator_link()
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    with current_app.test_request_context():
        path = url_for("first_operator.show", token=token)
    click.echo(f"Open the first operator's account here: {current_app.config['PUBLIC_BASE_URL']}{path}")


@click.command("build-assets")
@with_appcontext
def build_assets() -> None:
    """Write the hashed and compressed static files into the data folder, for servers other than the bundled one."""
    assets.build(Path(current_app.root_path) / "static", current_app.config["DATA_DIR"] / "static")
