"""The shop's commands: `flask audit` and `flask first-operator`; `flask seed` comes with the demo shop."""

import click
from flask import Flask, current_app, url_for
from flask.cli import with_appcontext

from marketplace import accounts, audit
from marketplace.audit import Finding
from marketplace.database import db, transaction
from marketplace.errors import DomainError


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(audit_command)
    app.cli.add_command(first_operator)


@click.command("audit")
@with_appcontext
def audit_command() -> None:
    """Ask the database whether every promise of the shop holds; the exit status is 1 when one is broken."""
    found = {finding.invariant: finding for finding in audit.check(db.session())}
    for invariant in audit.invariants(db.session.connection()):
        click.echo(f"{'BROKEN' if invariant in found else 'ok':8}{invariant.promise}")
        if invariant in found:
            _show(found[invariant])
    if found:
        raise SystemExit(1)


def _show(finding: Finding) -> None:
    for row in finding.rows:
        click.echo("        " + ", ".join(f"{name} {value}" for name, value in row.items()))


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
