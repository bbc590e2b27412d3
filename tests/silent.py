"""A server that takes connections and says nothing, as a machine that hangs does."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


class Silent:
    """Where it stands, and how many have called."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.callers: list[socket.socket] = []
        Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self.callers.append(self._listener.accept()[0])

    def close(self) -> None:
        """End everything."""
        self._listener.close()
        for caller in self.callers:
            caller.close()


@contextmanager
def silent_server() -> Iterator[Silent]:
    """One for as long as the block lasts."""
    server = Silent()
    try:
        yield server
    finally:
        server.close()
