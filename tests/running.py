"""The shop as a process of its own, started the way bin/run starts it."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

PATIENCE = 40.0
START = Path(__file__).parents[1] / "bin" / "launch" / "start.py"


@contextmanager
def running_shop(folder: Path, *options: str, **settings: str) -> Iterator[str]:
    """The shop with its data in `folder`, on a free port; gives its address once it can be reached."""
    with process(folder, *options, **settings) as running:
        try:
            address = address_of(running)
            Thread(target=repeat, args=[running], daemon=True).start()
            yield address
        finally:
            running.terminate()


def process(folder: Path, *options: str, **settings: str) -> subprocess.Popen[str]:
    """The shop's process, under these settings; what it prints can be read from `stdout`."""
    command = [sys.executable, START, "--port", "0", "--data", folder, *options]
    return subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def repeat(running: subprocess.Popen[str]) -> None:
    """Say what the shop says, so that a failing test shows it; a full pipe would stop the shop."""
    for line in running.stdout or ():
        with suppress(ValueError):  # the test is over, and what it printed to is closed
            sys.stdout.write(line)


def address_of(running: subprocess.Popen[str]) -> str:
    """Where the shop says that it is open. Raises AssertionError with its last words when it does not open."""
    said = []
    for line in running.stdout or ():
        if match := re.search(r"is open at (http://\S+)", line):
            return match[1]
        said.append(line)
    raise AssertionError("the shop did not open:\n" + "".join(said))


def eventually(true: Callable[[], object]) -> bool:
    """Whether it becomes true while one would wait for it."""
    ends_at = monotonic() + PATIENCE
    while not true():
        if monotonic() > ends_at:
            return False
        sleep(0.05)
    return True
