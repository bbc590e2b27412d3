"""Mail servers that answer late, drip, or hang up, on loopback."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.smtp_server import taking


class Tarpit:
    """Takes mails at once, but for those to slow.test, whose recipients it never finds."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        """Whom it was asked to write to, in that order."""

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Note who is asked for, and think for a minute when it is somebody slow."""
        self.asked.append(address)
        if address.endswith("@slow.test"):
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def tarpit() -> Iterator[tuple[int, Tarpit]]:
    """The port of such a server, and the server."""
    boxes = Tarpit()
    with taking(boxes) as port:
        yield port, boxes


@contextmanager
def speaking(talk: Callable[[socket.socket, Event], None]) -> Iterator[int]:
    """The port of a server that talks so to each who comes, until the block ends."""
    ended = Event()

    def serve() -> None:
        with suppress(OSError):
            while not ended.is_set():
                visitor, _ = listener.accept()
                with visitor, suppress(OSError):
                    talk(visitor, ended)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def drip(visitor: socket.socket, ended: Event) -> None:
    """Greet without end, a letter at a time, so that no single wait is long."""
    while not ended.wait(0.02):
        visitor.sendall(b".")


def hang_up_after_the_mail(visitor: socket.socket, _ended: Event) -> None:
    """Take the mail and be gone, without waiting for the goodbye."""
    lines = visitor.makefile("rb")
    visitor.sendall(b"220 here\r\n")
    for said in lines:
        is_data = said.upper().startswith(b"DATA")
        visitor.sendall(b"354 go on\r\n" if is_data else b"250 OK\r\n")
        if is_data:
            while next(lines) != b".\r\n":
                pass
            visitor.sendall(b"250 taken\r\n")
            return
