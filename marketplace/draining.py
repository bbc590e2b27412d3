"""Whether this process is about to end: it finishes the requests in hand, and others should take the next ones.

Readiness (`/healthz/ready`) says so to balancers, and the bundled server closes each connection after its answer.
"""

from threading import Event
from typing import Final

_started: Final = Event()


def start() -> None:
    """Note that the process was told to end; there is no way back."""
    _started.set()


def is_draining() -> bool:
    """Whether it was told to end."""
    return _started.is_set()
