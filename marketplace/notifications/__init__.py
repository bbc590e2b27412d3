"""Telling people what happened: mails, written here when an event asks for one, and sent by workers."""

from collections.abc import Mapping
from typing import Any, Protocol

from marketplace.notifications import (  # noqa: F401 - act on what happens in the shop
    certificate_handlers,
    claim_handlers,
    handlers,
    lateness_handlers,
    message_handlers,
    money_handlers,
    refund_handlers,
    review_handlers,
)
from marketplace.notifications.fee_letters import FEE_LETTERS, write_fee_letters
from marketplace.notifications.letters import sender
from marketplace.notifications.outbox import MAIL, SLOW_MAIL, enqueue_mail, forget_sent_mails, send_mail, send_slow_mail
from marketplace.notifications.recall_letters import tell_buyers
from marketplace.notifications.reminders import send_due_reminders
from marketplace.notifications.review_handlers import REVIEW, ask_for_review
from marketplace.notifications.texts import TEXT, ZALO, send_text
from marketplace.notifications.zalo_messages import send_zalo

__all__ = [
    "FEE_LETTERS",
    "MAIL",
    "REVIEW",
    "SLOW_MAIL",
    "TEXT",
    "ZALO",
    "ask_for_review",
    "enqueue_mail",
    "forget_sent_mails",
    "init_app",
    "send_due_reminders",
    "send_mail",
    "send_slow_mail",
    "send_text",
    "send_zalo",
    "tell_buyers",
    "write_fee_letters",
]


class Application(Protocol):
    """As much of the web application as the mails need."""

    @property
    def config(self) -> Mapping[str, Any]:
        """The settings."""


def init_app(app: Application) -> None:
    """Take what the mails need from the settings."""
    sender.shop_name, sender.base_url = app.config["SHOP_NAME"], app.config["PUBLIC_BASE_URL"]
    sender.support_email = app.config["SUPPORT_EMAIL"]
    sender.translations = app.config["BABEL_TRANSLATION_DIRECTORIES"]
