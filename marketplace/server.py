"""The web server: waitress, in one process, which reads slow clients in an event loop and runs the pages in threads.

A worker process runs beside it: whatever it does, pages do not wait.
"""

import errno
import gc
import logging
import resource
import signal
import socket
import sys
from dataclasses import replace
from types import FrameType

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher
from werkzeug.serving import is_running_from_reloader

from config import Limits
from marketplace import draining, monitoring
from marketplace.connection_limits import Server
from marketplace.jobs.supervisor import worker_processes

WORKERS = 1
WHOLE_PAGE = 256 * 1024  # sent in one piece: while a page is sent in parts, the event loop spins and waits for each
SPARE_FILES = 200  # the database, templates and static files that are open beside the connections
BIGGEST_HEAD = 32 * 1024  # address and cookies of a browser fit in half of it
BIGGEST_BODY = 64 * 1024 * 1024  # well above MAX_CONTENT_LENGTH, so that the shop's own page refuses what is too big


class CannotServe(SystemExit):
    """The address cannot be had; the sentence says why and what to do."""


def reserve(host: str, port: int) -> socket.socket:
    """A socket that listens at the address, port 0 meaning any free one: who comes early waits. Raises CannotServe."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(f"Port {port} is in use by another program. Choose another one with --port.") from error
        raise CannotServe(f"Cannot serve on {host}:{port}: {error.strerror}. Choose with --host and --port.") from error
    return listener


def serve(app: Flask, listener: socket.socket) -> None:
    """Answer requests, with a worker beside, until the program is told to end and has finished what is in hand."""
    allow_open_files(app.config["LIMITS"].most_connections + SPARE_FILES)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    server = create(app, listener)
    gc.collect()
    gc.freeze()  # what was loaded until now stays: looking for garbage need not go through it again and again
    monitoring.open_once(app)
    drain_when_told(server)
    with worker_processes(WORKERS):
        server.run()


def create(app: Flask, listener: socket.socket) -> Server:
    """The server that answers at the listening socket once it is run."""
    limits: Limits = app.config["LIMITS"]
    settings = Adjustments(
        connection_limit=limits.most_connections + SPARE_FILES,  # the guard makes room before that
        cleanup_interval=limits.cleanup_seconds,
        asyncore_use_poll=True,
        max_request_header_size=BIGGEST_HEAD,
        max_request_body_size=BIGGEST_BODY,
        clear_untrusted_proxy_headers=False,  # only ProxyFix believes them, and that only when it is told how many
        ident=None,
    )
    settings.send_bytes = WHOLE_PAGE  # the argument of that name is about to go
    threads = ThreadedTaskDispatcher()
    threads.set_thread_count(limits.page_threads)
    return Server(
        app,
        {},
        _sock=listener,
        dispatcher=threads,
        adj=settings,
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        bind_socket=False,
        limits=limits,
        counts_addresses=not app.config["TRUSTED_HOPS"],
    )


def develop(app: Flask, host: str, port: int) -> None:
    """Serve one developer: the first process watches the files and starts a second one anew whenever one changes."""
    with worker_processes(WORKERS if is_running_from_reloader() else 0):
        app.run(host, port)


def allow_open_files(wanted: int) -> None:
    """Raise the limit of open files, often 1,024, as far as the system lets a plain user."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, reachable), hard))


def drain_when_told(server: Server) -> None:
    """Let SIGTERM end the server once it has finished what is in hand, and Ctrl-C, too; told again, it ends at once."""

    def told(number: int, _frame: FrameType | None) -> None:
        if draining.is_draining():
            sys.exit(0)
        if number == signal.SIGINT:  # somebody sits there, and no balancer has to hear of it
            server.limits = replace(server.limits, drain_notice_seconds=0)
        draining.start()
        server.pull_trigger()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, told)


def end_when_told() -> None:
    """Let Ctrl-C and SIGTERM end the program like any return from it, also where a shell would have them ignored."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, _end)


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
