"""The address at which a process shows its figures: METRICS_BIND, never the shop's own.

Each process has a port of its own, the first free one of those that are named. So whatever a process knows of itself,
its memory, its connections, its kept pages, stays apart, a restart is seen as one, nothing is shared between processes
and nothing has to be cleaned up after one; to add them up is Prometheus' work.
"""

import logging
import os
from threading import Lock
from typing import Any, Final

from prometheus_client import CollectorRegistry, start_http_server

from marketplace import metrics
from marketplace.job_handlers import LANES
from marketplace.monitoring.collector import Facts

log = logging.getLogger(__name__)


class Exposition:
    """Whether this process shows its figures; a process that is forked off begins anew."""

    def __init__(self) -> None:
        self.process: int | None = None
        self.server: Any = None
        self.lock = Lock()

    def open_once(self, app: Any) -> None:
        """Show the figures, if they are wanted and not shown yet. Without a free port the shop goes on unseen."""
        bind, process = app.config["METRICS_BIND"], os.getpid()
        if bind is None or self.process == process:
            return
        with self.lock:
            if self.process != process:
                self.process, self.server = process, _open(bind, registry_of(app))

    def close(self) -> None:
        """Show nothing any more; whoever opens next begins anew."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
        self.process = self.server = None


EXPOSITION: Final = Exposition()


def open_once(app: Any) -> None:
    """Show this process's figures at METRICS_BIND, once."""
    EXPOSITION.open_once(app)


def registry_of(app: Any) -> CollectorRegistry:
    """Everything that is shown of this process and this application."""
    registry = CollectorRegistry()
    registry.register(metrics.COUNTED)
    registry.register(Facts(app, {kind for lane in LANES for kind in lane}))
    return registry


def _open(bind: Any, registry: CollectorRegistry) -> Any:
    """The server that shows the figures, or None when no port is free."""
    for port in range(bind.first, bind.last + 1):
        try:
            server, _thread = start_http_server(port, bind.host, registry)
        except OSError:
            continue
        log.info("figures for Prometheus are at http://%s:%s/metrics", bind.host, port)
        return server
    log.error("no port of METRICS_BIND is free, or its address is not this machine's: this process shows no figures")
    return None
