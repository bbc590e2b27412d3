"""Telling people what happened: mails, written here when an event asks for one, and sent by workers."""

from collections.abc import Mapping
from typing import Any, Protocol

from marketplace.notifications import handlers  # noqa: F401 - acts on what happens in the shop
from marketplace.notifications.addresses import forget_addresses, get_address, mute
from marketplace.notifications.letters import sender
from marketplace.notifications.outbox import MAIL, enqueue_mail, forget_sent_mails, send_mail
from marketplace.notifications.reminders import send_due_reminders

__all__ = [
    "MAIL",
    "enqueue_mail",
    "forget_addresses",
    "forget_sent_mails",
    "get_address",
    "init_app",
    "mute",
    "send_due_reminders",
    "send_mail",
]


class Application(Protocol):
    """As much of the web application as the mails need."""

    @property
    def config(self) -> Mapping[str, Any]:
        """The settings."""


def init_app(app: Application) -> None:
    """Take what the mails need from the settings."""
    sender.shop_name, sender.base_url = app.config["SHOP_NAME"], app.config["PUBLIC_BASE_URL"]
    sender.translations = app.config["BABEL_TRANSLATION_DIRECTORIES"]
