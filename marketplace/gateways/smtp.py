"""SMTP with an end: a connection is cut when one mail took too long, however lively its server talks."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from socket import SHUT_RDWR
from threading import Timer
from typing import Any

from flask import current_app
from flask_mailman.backends import smtp


class _Bounded(smtplib.SMTP):
    """Waits for each answer as long as its timeout says, and for all together as long as `MAIL_SECONDS` says."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.seconds, self.is_cut = current_app.config["LIMITS"].mail_seconds, False
        self._timer = Timer(self.seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()
        try:
            super().__init__(*arguments, **options)
        except BaseException:
            self.close()
            raise

    def getreply(self) -> tuple[int, bytes]:
        """What the server says. Raises SMTPServerDisconnected, which tells of the deadline when it was that."""
        try:
            return super().getreply()
        finally:
            if self.is_cut:  # whatever was read until then is no answer
                raise smtplib.SMTPServerDisconnected(f"one mail took longer than {self.seconds:g} s")

    def close(self) -> None:
        """Close the connection."""
        self._timer.cancel()
        super().close()

    def _cut(self) -> None:
        """End the connection under whoever waits for it."""
        self.is_cut, connection = True, self.sock
        if connection is not None:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""


class EmailBackend(smtp.EmailBackend):  # type: ignore[misc]
    """The library's, with connections that end; a mail that was taken stays taken, however the server says goodbye."""

    connection: smtplib.SMTP | None

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What connects to the server."""
        return _BoundedTls if self.use_ssl else _Bounded

    def open(self) -> bool | None:
        """Connect and sign in; of a connection that gets no further nothing is left."""
        try:
            opened: bool | None = super().open()
        except Exception:
            self._drop()
            raise
        return opened

    def close(self) -> None:
        """Take leave."""
        with suppress(smtplib.SMTPException, OSError):
            super().close()
        self._drop()

    def _drop(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None
