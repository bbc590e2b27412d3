"""Worker processes beside this one: they end with it, and one that ends by itself is started again."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

WSGI: Final = Path(__file__).parents[2] / "wsgi.py"
SHORTEST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
PATIENCE: Final = 15.0  # seconds for the jobs in hand; what is not done by then is done by the next worker

log = logging.getLogger(__name__)


def command() -> list[str]:
    """What starts a worker that ends when this process does, even if this one is killed."""
    return [sys.executable, "-m", "flask", "--app", str(WSGI), "work", "--parent", str(os.getpid())]


@contextmanager
def worker_processes(count: int) -> Iterator[None]:
    """So many worker processes run for as long as the block does."""
    keepers = [Keeper() for _ in range(count)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        for keeper in keepers:
            keeper.tell_to_stop()
        for keeper in keepers:
            keeper.join()


class Keeper(Thread):
    """Keeps one worker process running."""

    def __init__(self) -> None:
        super().__init__(name="worker keeper", daemon=True)
        self.stopping = Event()
        self.lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        """Start the process, and start it again after growing pauses when it ends or could not be started."""
        pause = SHORTEST_PAUSE
        while not self.stopping.is_set():
            started = monotonic()
            ended = self._run_once()
            if self.stopping.is_set():
                return
            pause = SHORTEST_PAUSE if monotonic() - started > LONGEST_PAUSE else min(2 * pause, LONGEST_PAUSE)
            log.error("%s; another starts in %d s", ended, pause)
            self.stopping.wait(pause)

    def tell_to_stop(self) -> None:
        """Let the process end after the jobs in hand; `join` waits for that, though not for ever."""
        with self.lock:
            self.stopping.set()
            if self.process is not None:
                self.process.terminate()

    def _run_once(self) -> str:
        """How one process ended, or why there was none."""
        try:
            process = self._start()
        except OSError as error:  # no memory for it, perhaps, which may be what the one before died of
            return f"no worker process could be started: {error}"
        return f"worker process {process.pid} has ended with status {self._wait(process)}" if process else "stopping"

    def _start(self) -> subprocess.Popen[bytes] | None:
        """A new process, in a session of its own: Ctrl-C at the terminal is meant for this one, which tells it."""
        with self.lock:
            if self.stopping.is_set():
                return None
            self.process = subprocess.Popen(command(), stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
            return self.process

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while True:
            try:
                return process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                if self.stopping.is_set():
                    process.kill()
