"""The web server's guard: nobody keeps others out by holding many connections, or by sending and reading drop by drop.

Who hides behind a proxy is known to the proxy alone, so there it has to count; slow connections are closed in any case.
Files and whatever else needs no database have threads of their own: they come also while every page waits.

Told to end, the server loses nobody: see `Server.run`.
"""

import logging
import select
from collections.abc import Iterable
from contextlib import suppress
from socket import SHUT_RDWR, socket
from time import monotonic, time
from typing import Any, Final

from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from config import Limits
from marketplace import draining
from marketplace.web.networks import network_of

WITHOUT_DATABASE: Final = ("/static/", "/robots.txt", "/healthz/")
"""What comes also while every page waits; readiness asks the database, and soon gives up."""
IDLE_SECONDS: Final = 0.5
"""How long a connection without a request stays open once nobody new is let in: its request may be on the way."""
TURN_SECONDS: Final = 0.1
THREAD_SECONDS: Final = 1
"""How long a thread whose request was not finished in time is waited for once more."""

log = logging.getLogger(__name__)


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

    def service(self) -> None:
        """Answer a request; while the process is ending, the connection ends with the answer."""
        if draining.is_draining():
            headers: Any = self.requests[0].headers
            headers["CONNECTION"] = "close"
        super().service()

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
    def is_idle(self) -> bool:
        """Whether nothing has come in for a while that would want an answer."""
        return self.is_waiting and self.request is None and time() - self.last_activity > IDLE_SECONDS

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
        self.connections: dict[int, Any] = arguments[1]
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
        """Serve until told to end (`draining.start`), then lose nobody.

        For `drain_notice_seconds` everything is answered, so that balancers hear of it. Then the listening socket is
        closed, whose waiting connections are taken first, and for `drain_seconds` what is in hand is finished.
        """
        try:
            while self.connections and not draining.is_draining():
                self._turn(self.adj.asyncore_loop_timeout)
            self._serve_on(self.limits.drain_notice_seconds)
            self._let_nobody_in()
            self._finish(monotonic() + self.limits.drain_seconds)
        except (SystemExit, KeyboardInterrupt):  # told a second time, so at once
            pass
        for threads in (self.task_dispatcher, self.files):
            threads.shutdown(timeout=THREAD_SECONDS)

    def _turn(self, seconds: float) -> None:
        """Look after all connections once; wait at most so long for something to happen."""
        self.asyncore.loop(timeout=seconds, map=self.connections, use_poll=self.adj.asyncore_use_poll, count=1)

    def _serve_on(self, seconds: float) -> None:
        ends_at = monotonic() + seconds
        while self.connections and monotonic() < ends_at:
            self._turn(TURN_SECONDS)

    def _let_nobody_in(self) -> None:
        if self.accepting and self.socket:
            waiting = select.poll()
            waiting.register(self.socket, select.POLLIN)
            for _ in range(self.adj.backlog):
                if not waiting.poll(0):
                    break
                self.handle_accept()
        self.asyncore.dispatcher.close(self)

    def _finish(self, ends_at: float) -> None:
        while (open_ones := self.channels()) and monotonic() < ends_at:
            for channel in open_ones:
                if channel.is_idle:
                    channel.cut()
            self._turn(TURN_SECONDS)
        if cut := sum(not channel.is_waiting for channel in self.channels()):
            log.warning("%d requests were not finished in time and are cut off", cut)
        for channel in self.channels():
            channel.handle_close()


def _close_longest_waiting(channels: Iterable[Channel]) -> bool:
    """Close the connection whose next request has been awaited for longest; False when all are being answered."""
    waiting = [channel for channel in channels if channel.is_waiting]
    if waiting:
        min(waiting, key=lambda channel: channel.worth).cut()
    return bool(waiting)
