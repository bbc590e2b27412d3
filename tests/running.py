"""The shop as a process of its own, started the way bin/run starts it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = Path(__file__).parents[1] / "bin" / "launch" / "start.py"


@contextmanager
def running_shop(folder: Path, *options: str) -> Iterator[str]:
    """The shop with its data in `folder`, on a free port; gives its address once it can be reached."""
    command = [sys.executable, START, "--port", "0", "--data", folder, *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        opened = (re.search(r"is open at (http://\S+)", line) for line in process.stdout or ())
        address = next(filter(None, opened), None)
        assert address, "the shop did not start; it says why above"
        try:
            yield address[1]
        finally:
            process.terminate()
