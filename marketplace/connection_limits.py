"""The web server's guard: nobody keeps others out by holding many connections, or by sending and reading drop by drop.

Who hides behind a proxy is known to the proxy alone, so there it has to count; slow connections are closed in any case.
Files and whatever else needs no database have threads of their own: they come also while every page waits.
"""

from collections.abc import Iterable
from contextlib import suppress
from socket import SHUT_RDWR, socket
from time import time
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from config import Limits
from marketplace.web.networks import network_of

WITHOUT_DATABASE: Final = ("/static/", "/robots.txt")


class Channel(HTTPChannel):
    """A connection that notes how quickly its requests come in and its answers are taken."""

    def __init__(self, server: Any, sock: socket, addr: Any, adj: Any, map: Any = None) -> None:
        super().__init__(server, sock, addr, adj, map=map)
        self.limits: Limits = server.limits
        self.network = network_of(addr[0])
        self.request_began_at, self.request_bytes = self.creation_time, 0
        self.sent_bytes, self.waiting_since, self.sent_before = 0, 0.0, 0

    def received(self, data: bytes) -> bool:
        """Take what has come in."""
        if self.request is None:
            self.request_began_at, self.request_bytes = time(), 0
        self.request_bytes += len(data)
        return bool(super().received(data))

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send as much as the other side takes."""
        sent = int(super().send(data, do_close=do_close))
        self.sent_bytes += sent
        return sent

    def cut(self) -> None:
        """End the connection. Of one whose other side reads nothing the event loop hears no more by itself."""
        self.will_close = True
        with suppress(OSError):
            if self.socket:
                self.socket.shutdown(SHUT_RDWR)

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is in hand: the next request has not begun, or has not come in yet."""
        return not self.requests and not self.total_outbufs_len and not self.will_close

    @property
    def worth(self) -> tuple[bool, float]:
        """By which connections that wait are given up, the least first: photos on their way go on for longest."""
        is_body = self.request is not None and self.request.headers_finished
        return is_body, self.request_began_at if self.request else self.last_activity

    def is_too_slow(self, now: float) -> bool:
        """Whether the other side sends its request, or takes its answer, slower than any line is."""
        return self._sends_too_slowly(now) or self._reads_too_slowly(now)

    def _sends_too_slowly(self, now: float) -> bool:
        seconds = now - self.request_began_at
        if not self.is_waiting:
            return False
        if self.request is None:  # between two requests the server's own time limit counts
            return self.request_bytes == 0 and seconds > self.limits.header_seconds
        if not self.request.headers_finished:
            return seconds > self.limits.header_seconds
        return self.request_bytes < (seconds - self.limits.slow_grace_seconds) * self.limits.slowest_bytes

    def _reads_too_slowly(self, now: float) -> bool:
        if not self.total_outbufs_len:
            self.waiting_since = 0.0
        elif not self.waiting_since:
            self.waiting_since, self.sent_before = now, self.sent_bytes
        elif now - self.waiting_since > self.limits.slow_grace_seconds:
            slow = self.sent_bytes - self.sent_before < (now - self.waiting_since) * self.limits.slowest_bytes
            self.waiting_since = 0.0
            return slow
        return False


class Server(TcpWSGIServer):
    """Waitress, which gives each address its share of connections and closes those that drip."""

    channel_class = Channel

    def __init__(self, *arguments: Any, limits: Limits, counts_addresses: bool, **options: Any) -> None:
        self.limits, self.counts_addresses = limits, counts_addresses
        self.files = ThreadedTaskDispatcher()
        self.files.set_thread_count(limits.file_threads)
        super().__init__(*arguments, **options)

    def accept(self) -> tuple[socket, Any] | None:
        """The next connection, for which the one that has waited longest makes room; None when there is no room."""
        accepted: tuple[socket, Any] | None = super().accept()
        if accepted is not None and not self._has_room_for(network_of(accepted[1][0])):
            accepted[0].close()
            return None
        return accepted

    def _has_room_for(self, network: str) -> bool:
        channels = self.channels()
        of_network = [channel for channel in channels if channel.network == network] if self.counts_addresses else []
        if len(of_network) >= self.limits.most_connections_of_one and not _close_longest_waiting(of_network):
            return False
        return len(channels) < self.limits.most_connections or _close_longest_waiting(channels)

    def channels(self) -> list[Channel]:
        """The connections that are open."""
        by_file: Any = self.active_channels
        return list(by_file.values())

    def maintenance(self, now: Any) -> None:
        """Close what is idle or too slow."""
        super().maintenance(now)
        for channel in self.channels():
            if channel.is_too_slow(now):
                channel.cut()

    def add_task(self, task: Any) -> None:
        """Have the channel's next request answered by a thread of its kind."""
        path = getattr(task.requests[0], "path", "")
        dispatcher = self.files if path.startswith(WITHOUT_DATABASE) else self.task_dispatcher
        dispatcher.add_task(task)

    def run(self) -> None:
        """Serve until told to end."""
        super().run()
        self.files.shutdown()


def _close_longest_waiting(channels: Iterable[Channel]) -> bool:
    """Close the connection whose next request has been awaited for longest; False when all are being answered."""
    waiting = [channel for channel in channels if channel.is_waiting]
    if waiting:
        min(waiting, key=lambda channel: channel.worth).cut()
    return bool(waiting)
