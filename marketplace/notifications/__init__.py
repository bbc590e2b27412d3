"""Telling people what happened: mails, written here when an event asks for one, and sent through the outbox."""

from collections.abc import Mapping
from typing import Any, Protocol

import click

from marketplace.notifications import handlers  # noqa: F401 - acts on what happens in the shop
from marketplace.notifications.commands import commands
from marketplace.notifications.letters import sender
from marketplace.notifications.outbox import drain, enqueue_mail
from marketplace.notifications.reminders import forget_stale_reminders, send_due_reminders

__all__ = [
    "drain",
    "enqueue_mail",
    "forget_stale_reminders",
    "init_app",
    "send_due_reminders",
]


class Application(Protocol):
    """As much of the web application as the mails need."""

    cli: click.Group

    @property
    def config(self) -> Mapping[str, Any]:
        """The settings."""


def init_app(app: Application) -> None:
    """Take what the mails need from the settings and add `flask outbox`."""
    sender.shop_name, sender.base_url = app.config["SHOP_NAME"], app.config["PUBLIC_BASE_URL"]
    sender.translations = app.config["BABEL_TRANSLATION_DIRECTORIES"]
    app.cli.add_command(commands)
