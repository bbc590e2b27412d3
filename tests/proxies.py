"""A way to a server on which connections can be made to hang, as a network does that drops packets, or to break."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from threading import Event, Thread

import psycopg
from sqlalchemy import URL


class Proxy:
    """Passes on what is said over connections to a loopback port, until they are told to hang."""

    def __init__(self, server: tuple[int, object]) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._hanging: list[Event] = []
        self._sockets: list[socket.socket] = []
        self._dropping = False
        self._last_word = b""
        Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        """Pass on nothing more over the connections that are open; later ones work."""
        for event in self._hanging:
            event.set()

    def drop(self) -> None:
        """Pass on nothing at all any more, over later connections neither, as long as nobody calls `restore`."""
        self._dropping = True
        self.hang()

    def restore(self) -> None:
        """Let later connections work again; those that hang go on hanging."""
        self._dropping = False

    def break_at(self, word: bytes) -> None:
        """Let every connection break over which this is said."""
        self._last_word = word

    def close(self) -> None:
        """End everything."""
        for each in (self._listener, *self._sockets):
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(self._server[0])
                server.connect(self._server[1])  # type: ignore[arg-type]  # how an address looks follows from its family
                self._hanging.append(hangs := Event())
                if self._dropping:
                    hangs.set()
                self._sockets += (client, server)
                for source, target in ((client, server), (server, client)):
                    Thread(target=self._pass_on, args=(source, target, hangs), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, hangs: Event) -> None:
        with suppress(OSError):
            while said := source.recv(65_536):
                if self._last_word and self._last_word in said:
                    for each in (source, target):
                        each.shutdown(socket.SHUT_RDWR)
                if not hangs.is_set():
                    target.sendall(said)


@contextmanager
def proxied(url: URL) -> Iterator[tuple[Proxy, URL]]:
    """A proxy to the server at `url`, and the same database by way of it."""
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        info = connection.info
        server: tuple[int, object] = (socket.AF_INET, (info.host, info.port))
        if info.host.startswith("/"):
            server = (socket.AF_UNIX, f"{info.host}/.s.PGSQL.{info.port}")
    with closing(Proxy(server)) as proxy:
        yield proxy, url.set(host="127.0.0.1", port=proxy.port, query={})
