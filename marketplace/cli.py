"""The commands of the shop, `flask seed`, `flask audit`, `flask ledger verify`: each does one thing and says what."""

import os
import signal
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Final

import click
from flask import Flask, current_app, url_for
from flask.cli import with_appcontext
from flask.ctx import AppContext

from marketplace import (
    accounts,
    audit,
    backup_commands,
    demo,
    health,
    ledger,
    monitoring,
    payments,
    payouts,
    release,
    search,
    shelf,
)
from marketplace.audit import Finding
from marketplace.database import NoAnswer, NoConnection, db, transaction
from marketplace.errors import DomainError
from marketplace.job_handlers import LANES
from marketplace.jobs import worker
from marketplace.jobs.supervisor import worker_processes
from marketplace.run_results import Outcome

UNASKED: Final = 2
PHOTOS: Final = "a photo that pages show has its files"


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(release_command)
    app.cli.add_command(seed)
    app.cli.add_command(audit_command)
    app.cli.add_command(work)
    app.cli.add_command(first_operator)
    app.cli.add_command(build_assets)
    app.cli.add_command(ledger_group)
    app.cli.add_command(payments_group)
    app.cli.add_command(payout_run)
    app.cli.add_command(backup_commands.backup)
    app.cli.add_command(backup_commands.restore)


@click.command("release")
@click.option("--check", is_flag=True, help="Only say what waits; the exit status is 1 when something does.")
@with_appcontext
def release_command(check: bool) -> None:
    """Bring database and static files to the version of this code; may be ended at any moment and started again."""
    try:
        if not check:
            release.bring_up_to_date()
            click.echo("Database and static files are of this version.")
        elif waiting := release.waiting():
            click.echo("\n".join(f"waits: {each}" for each in waiting))
            raise SystemExit(1)
        else:
            click.echo("Nothing waits.")
    except release.CannotRelease as error:
        raise click.ClickException(str(error)) from error


@click.command("seed")
@click.option(
    "--products", type=click.IntRange(1, 1_000_000), help="Fill up to so many goods with samples, for measuring."
)
@click.option("--orders", type=click.IntRange(1, 10_000_000), help="Fill up to so many orders, whole ones.")
@with_appcontext
def seed(products: int | None, orders: int | None) -> None:
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
        with transaction():
            demo.add_bird_cash()
            demo.add_remittances()
        with transaction():
            demo.add_payouts()
            demo.add_refunds()
        with transaction():
            demo.forget_old_notices()
        current_app.config["DEMO"] = True
    if products:
        with click.progressbar(length=products, label="Adding sample goods") as bar, transaction():
            demo.fill_up_to(products, bar.update)
        put_on_shelves(products)
        release.book_missing()
    if orders:
        progress = release.Progress("sample orders added", orders)
        demo.add_orders(orders, progress.add)
        progress.end()
        put_on_shelves(demo.count_goods())


def put_on_shelves(goods: int) -> None:
    """Make the entries of all these goods anew, and the statistics of all tables."""
    with click.progressbar(length=goods, label="Putting the goods on the shelves") as bar:
        shelf.reindex_all(bar.update)


@click.command("audit")
@with_appcontext
def audit_command() -> None:
    """Ask whether every promise of the shop holds.

    The exit status is 1 when one is broken, and 2 when none is that could be asked for, but the database or the store
    of photos gave no answer.
    """
    try:
        report = audit.run(db.session())
        promises = audit.invariants(db.session.connection())
        with transaction():
            audit.write_down(report)
    except (NoAnswer, NoConnection) as error:
        click.echo(f"{'UNASKED':8}the database did not answer: {str(error).partition(chr(10))[0]}")
        raise SystemExit(UNASKED) from error
    found = {finding.invariant: finding for finding in report.findings}
    for invariant in promises:
        _report(invariant.promise, invariant in found)
        if invariant in found:
            _show(found[invariant])
    _report_photos(report)
    raise SystemExit({Outcome.CLEAN: 0, Outcome.BROKEN: 1, Outcome.UNASKED: UNASKED}[report.outcome])


def _report_photos(report: audit.Report) -> None:
    if report.unasked:
        click.echo(f"{'UNASKED':8}{PHOTOS}: the store of photos did not answer: {report.unasked}")
    else:
        _report(PHOTOS, bool(report.lost))
    if report.lost:
        click.echo(f"        {', '.join(report.lost)}")


def _report(promise: str, is_broken: bool) -> None:
    click.echo(f"{'BROKEN' if is_broken else 'ok':8}{promise}")


def _show(finding: Finding) -> None:
    for row in finding.rows:
        click.echo("        " + ", ".join(f"{name} {value}" for name, value in row.items()))


@click.group("ledger")
def ledger_group() -> None:
    """The books of the shop."""


@ledger_group.command("verify")
@with_appcontext
def verify_ledger() -> None:
    """Recompute every hash and every closing balance; the exit status is 1 when something is not as it was booked."""
    with click.progressbar(length=ledger.size(), label="Recomputing the books", update_min_steps=10_000) as bar:
        report = ledger.verify(bar.update)
    with transaction():
        audit.write_down_books(report)
    for fault in report.faults:
        click.echo(f"{'BROKEN':8}{fault}")
    if report.faults:
        raise SystemExit(1)
    click.echo(
        f"{'ok':8}{report.transactions} transactions, {report.postings} postings, {report.unlinked} not linked yet"
    )
    click.echo(f"{'ok':8}the chain ends in {report.hash}")


@ledger_group.command("seal")
@click.argument("months", nargs=-1)
@with_appcontext
def seal_months(months: tuple[str, ...]) -> None:
    """Seal MONTHS such as 2026-10, or all that are over; nothing can be booked into them any more."""
    for month in months or ledger.open_months():
        try:
            with transaction():
                sealed = ledger.seal(month)
        except DomainError as error:
            raise click.ClickException(f"{month}: {error}") from error
        click.echo(f"{sealed.month} is sealed; the chain ends in {sealed.hash}")


@click.command("payout-run")
@with_appcontext
def payout_run() -> None:
    """Count what sellers can be paid now, as a draft that two people have to agree to."""
    with click.progressbar(length=payouts.size(), label="Counting what sellers can be paid") as bar, transaction():
        code = payouts.open_run(progress=bar.update).code
    run, figures = payouts.show_run(code)
    click.echo(
        f"{run.code}: {run.state}, {figures.payouts} payouts, {figures.refunds} refunds, {figures.total_vnd} VND"
    )


@click.command("work")
@click.option("--processes", type=click.IntRange(1, 64), default=1, help="So many workers (1).")
@click.option("--once", is_flag=True, help="Do what is due, say how much it was, and end; for a timer.")
@click.option("--parent", type=int, hidden=True, help="End when this process is no longer the parent.")
@with_appcontext
def work(processes: int, once: bool, parent: int | None) -> None:
    """Do what waits: mails, photos, and what the timetable says. Ends on Ctrl-C or SIGTERM after the jobs in hand."""
    refuse_other_version()
    context: Callable[[], AppContext] = current_app._get_current_object().app_context  # type: ignore[attr-defined]
    if once:
        for kind, done in worker.drain(LANES, context).items():
            click.echo(f"{kind}: {done}")
    elif processes > 1:
        with worker_processes(processes):
            told_to_stop().wait()
    else:
        monitoring.open_once(current_app)
        worker.work(LANES, context, told_to_stop(), lambda: parent in (None, os.getppid()))


def refuse_other_version() -> None:
    """Raises ClickException when the database is of another version of the shop."""
    try:
        health.refuse_other_version()
    except health.OtherVersion as error:
        raise click.ClickException(str(error)) from error


def told_to_stop() -> Event:
    """An event that is set on Ctrl-C and SIGTERM."""
    stopping = Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda _signal, _frame: stopping.set())
    return stopping


@click.group("payments")
def payments_group() -> None:
    """Money that comes and goes through providers."""


@payments_group.command("reconcile")
@click.option("--days", type=click.IntRange(1, 90), default=3, help="Ask also about what ended in the last days (3).")
@with_appcontext
def reconcile(days: int) -> None:
    """Ask the card provider about every payment and refund that is not settled, and write down what it says."""
    paid, refunded = payments.flows.reconcile(timedelta(days=days))
    click.echo(f"asked about {paid} payments and {refunded} refunds")


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
    """Write the hashed and compressed static files into the data folder, where no database can be asked yet."""
    release.build_assets()
