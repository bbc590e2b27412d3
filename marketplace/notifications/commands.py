"""The command `flask outbox drain`."""

import click

from marketplace.notifications.outbox import drain


@click.group("outbox")
def commands() -> None:
    """Mails that wait to be sent."""


@commands.command("drain")
def drain_command() -> None:
    """Send the mails that are due and do no other chore."""
    sent = 0
    while batch := drain():
        sent += batch
    click.echo(f"{sent} sent")
