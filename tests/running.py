"""The shop as a process of its own, started the way bin/run starts it."""

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
        words = (word for line in process.stdout or () for word in line.split())
        address = next((word for word in words if word.startswith("http://")), None)
        assert address, "the shop did not start; it says why above"
        try:
            yield address
        finally:
            process.terminate()
