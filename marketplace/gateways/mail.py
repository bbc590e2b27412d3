"""Mail: to the mailbox folder, or to the server that MAIL_URL names."""

from __future__ import annotations

import smtplib
from contextlib import closing
from email.header import Header
from email.message import Message
from email.utils import formataddr, make_msgid, parseaddr
from typing import Any, Final

from flask import current_app
from flask_mailman import EmailMultiAlternatives

from marketplace.text import clean_line

BACKENDS: Final = {"smtp": "marketplace.gateways.smtp"}
"""Kinds of MAIL_BACKEND for which the shop has one of its own."""
AWAY: Final = "mail server away: "
"""How the reason begins when no mail at all could have been handed over."""


class MailNotSent(Exception):
    """The mail did not go out; the reason is for the log. It may be tried again unless `is_final`: no such address.

    With `is_away` it was not the mail's fault: the server was not reached, or did not let us in.
    """

    def __init__(self, reason: str, *, is_final: bool = False, is_away: bool = False) -> None:
        super().__init__(AWAY * is_away + reason)
        self.is_final = is_final
        self.is_away = is_away


def send(*, recipient: str, subject: str, body: str, unsubscribe: str = "", html: str = "") -> None:
    """Hand one mail over, in plain text and, where there is one, in HTML.

    Raises MailNotSent when the server, the folder or the address refuses it.

    No line break reaches a header: the subject is made one line, and an address that holds one is refused. At the
    address `unsubscribe` the recipient, or their mail program by one POST, wants no more of the kind (RFC 8058).
    """
    if clean_line(recipient, 320) != recipient:
        raise MailNotSent("the address holds a line break or another character that does not belong there")
    headers = _headers() | (_way_out(unsubscribe) if unsubscribe else {})
    message = _Mail(subject=clean_line(subject), body=body, to=[recipient], from_email=_sender()[1], headers=headers)
    if html:
        message.attach_alternative(html, "text/html")
    try:
        with closing(_connected()) as server:  # by itself it would leave the connection open after a refusal
            server.send_messages([message])
    except smtplib.SMTPRecipientsRefused as error:
        raise MailNotSent(f"{type(error).__name__}: {error}", is_final=_has_no_mailbox(error)) from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailNotSent(f"{type(error).__name__}: {error}") from error


def _connected() -> Any:
    """A connection to the server, or the folder. Raises MailNotSent."""
    server = current_app.extensions["mailman"].get_connection(BACKENDS.get(current_app.config["MAIL_BACKEND"]))
    try:
        server.open()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailNotSent(f"{type(error).__name__}: {error}", is_away=True) from error
    return server


def _has_no_mailbox(error: smtplib.SMTPRecipientsRefused) -> bool:
    """Whether the server says that there is no such address: 5xx with a reason of the class 5.1 (RFC 3463).

    Other refusals may be mended on our side, such as a server that does not relay for us, or pass, such as a full box.
    """
    return all(code >= 500 and reason.lstrip().startswith(b"5.1.") for code, reason in error.recipients.values())


class _Mail(EmailMultiAlternatives):  # type: ignore[misc]
    """Folds a long subject so that its first line has room for the header's name."""

    def message(self) -> Message[str, Header]:
        message: Message[str, Header] = super().message()
        del message["Subject"]
        charset = "us-ascii" if self.subject.isascii() else "utf-8"
        Message.__setitem__(message, "Subject", Header(self.subject, charset, header_name="Subject"))
        return message


def _sender() -> tuple[str, str]:
    """Who writes: the name in MAIL_FROM, else the shop's, and the address."""
    name, address = parseaddr(current_app.config["MAIL_DEFAULT_SENDER"])
    return name or current_app.config["SHOP_NAME"], address


def _headers() -> dict[str, str]:
    """What all mails say: who writes, where the mail was made, and that no holiday notice should answer (RFC 3834)."""
    sender = _sender()
    return {
        "From": formataddr(sender),
        "Message-ID": make_msgid(domain=sender[1].rpartition("@")[2]),
        "Auto-Submitted": "auto-generated",
    }


def _way_out(url: str) -> dict[str, str]:
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
