"""Telling people what happened: mails that are written here and sent by workers."""

from collections.abc import Mapping
from typing import Any, Protocol

from marketplace.notifications.letters import sender
from marketplace.notifications.mails import (
    new_order_mail,
    new_question_mail,
    order_news_mail,
    password_changed_mail,
    password_reset_mail,
    purchase_placed_mail,
    question_answered_mail,
    reminder_asked_mail,
    reminder_mail,
)
from marketplace.notifications.outbox import MAIL, enqueue_mail, forget_sent_mails, send_mail
from marketplace.notifications.reminders import send_due_reminders

__all__ = [
    "MAIL",
    "enqueue_mail",
    "forget_sent_mails",
    "init_app",
    "new_order_mail",
    "new_question_mail",
    "order_news_mail",
    "password_changed_mail",
    "password_reset_mail",
    "purchase_placed_mail",
    "question_answered_mail",
    "reminder_asked_mail",
    "reminder_mail",
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
