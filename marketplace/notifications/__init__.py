"""Telling people what happened: mails that are written here and sent through the outbox."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, Protocol

import click

from marketplace.notifications.courier import Courier, commands
from marketplace.notifications.letters import sender
from marketplace.notifications.mails import (
    new_order_mail,
    order_news_mail,
    password_changed_mail,
    password_reset_mail,
    purchase_placed_mail,
)
from marketplace.notifications.outbox import drain, enqueue_mail

__all__ = [
    "drain",
    "enqueue_mail",
    "init_app",
    "new_order_mail",
    "order_news_mail",
    "password_changed_mail",
    "password_reset_mail",
    "purchase_placed_mail",
    "start",
]


class Application(Protocol):
    """As much of the web application as the mails need."""

    cli: click.Group

    @property
    def config(self) -> Mapping[str, Any]:
        """The settings."""

    def app_context(self) -> AbstractContextManager[Any]:
        """Where the database can be reached."""


def init_app(app: Application) -> None:
    """Take what the mails need from the settings and add `flask outbox`."""
    sender.shop_name, sender.base_url = app.config["SHOP_NAME"], app.config["PUBLIC_BASE_URL"]
    sender.translations = app.config["BABEL_TRANSLATION_DIRECTORIES"]
    app.cli.add_command(commands)


def start(app: Application) -> Courier:
    """Begin to send what waits, in a thread; the server calls it once and `stop()` at its end."""
    courier = Courier(app.app_context)
    courier.start()
    return courier
