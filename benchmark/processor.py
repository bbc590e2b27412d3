"""Processor time of work that this process does, with that of the database server's processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time


def seconds(work: Callable[[], object], server: int) -> float:
    """What the work takes here and at the server with this process id; 0 where the database has none."""
    with spending(server) as took:
        work()
    return took[0]


@contextmanager
def spending(server: int) -> Iterator[list[float]]:
    """The same for a block: the list holds its seconds when it is over."""
    took: list[float] = []
    before, begun = spent(server), process_time()
    yield took
    took.append(process_time() - begun + spent(server) - before)


def spent(server: int) -> float:
    """What the server and its children have spent; its sessions are children that live."""
    return sum(map(_seconds, _family(server))) if server else 0.0


def _family(pid: int) -> Iterator[Path]:
    yield Path(f"/proc/{pid}")
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # it ended meanwhile
        if stat.rpartition(")")[2].split()[1] == str(pid):
            yield process


def _seconds(process: Path) -> float:
    """To the nanosecond, where the clock of `stat` counts in hundredths of a second."""
    try:
        return int((process / "schedstat").read_text(encoding="ascii").split()[0]) / 1e9
    except OSError:
        return 0.0
