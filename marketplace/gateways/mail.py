"""Mail: to the mailbox folder, or to the server that MAIL_URL names."""

import smtplib

from flask_mailman import EmailMessage

from marketplace.text import clean_line


class MailNotSent(Exception):
    """The mail did not go out; the reason is for the log. It may be tried again."""


def send(*, recipient: str, subject: str, body: str) -> None:
    """Hand one plain-text mail over. Raises MailNotSent when the server, the folder or the address refuses it.

    No line break reaches a header: the subject is made one line, and an address that holds one is refused.
    """
    if clean_line(recipient, 320) != recipient:
        raise MailNotSent("the address holds a line break or another character that does not belong there")
    message = EmailMessage(subject=clean_line(subject), body=body, to=[recipient])
    try:
        message.send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise MailNotSent(f"{type(error).__name__}: {error}") from error
