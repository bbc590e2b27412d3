"""A real SMTP server on loopback, with mailboxes that refuse what they are told to refuse."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Mailboxes:
    """Takes every mail, except for the addresses in `refusals`, each with the server's answer."""

    def __init__(self, refusals: dict[str, str]) -> None:
        self.refusals = refusals
        self.taken: list[EmailMessage] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """The server's answer to the name of a recipient."""
        if refusal := self.refusals.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """The server's answer to a whole mail."""
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, _class=EmailMessage, policy=default))
        return "250 OK"


@contextmanager
def smtp_server(**refusals: str) -> Iterator[tuple[int, Mailboxes]]:
    """The port of a server, and its mailboxes; `name="550 …"` refuses name@example.test with these words."""
    boxes = Mailboxes({f"{name}@example.test": answer for name, answer in refusals.items()})
    with taking(boxes) as port:
        yield port, boxes


@contextmanager
def taking(boxes: object) -> Iterator[int]:
    """The port of a server that does with mails what `boxes` does."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    controller = Controller(boxes, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()
