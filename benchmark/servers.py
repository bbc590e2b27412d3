"""Web servers as processes of their own: starting and stopping them, and what they use of the processors."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import sleep

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
HOST = "shop.example"
IDLE_SECONDS = 3.0
PRODUCTION = {
    "SHOP_ENV": "production",
    "PUBLIC_BASE_URL": f"https://{HOST}",
    "SECRET_KEY": "a key for measuring that everybody knows",
    "MAIL_URL": "smtp://127.0.0.1:9",
    "MAIL_FROM": "shop@shop.test",
    "SUPPORT_EMAIL": "help@shop.test",
    "TRUSTED_HOPS": "1",
}


@dataclass(frozen=True)
class Server:
    """A running web server."""

    port: int
    pid: int


@contextmanager
def floor(database: str) -> Iterator[Server]:
    """The floor on its database."""
    with _running(ROOT, [sys.executable, "-m", "benchmark.floor"], {"FLOOR_DATABASE": database}) as server:
        yield server


@contextmanager
def shop(root: Path, database: str, folder: Path, settings: dict[str, str] | None = None) -> Iterator[Server]:
    """The shop of this checkout as it ships, in production mode with its log, on a filled database."""
    command = [sys.executable, str(root / "bin" / "launch" / "start.py"), "--port", "0", "--data", str(folder)]
    with _running(root, command, PRODUCTION | {"DATABASE_URL": database} | (settings or {})) as server:
        yield server


@contextmanager
def _running(root: Path, command: list[str], settings: dict[str, str]) -> Iterator[Server]:
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONUTF8": "1"} | settings
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        port, said = _port(process), list[str]()
        listener = Thread(target=said.extend, args=(process.stdout,))  # a full pipe would stop the server
        listener.start()
        try:
            yield Server(port, process.pid)
        finally:
            ended = process.poll()
            process.terminate()
            listener.join()
            if ended is not None:
                print(f"A server ended by itself with status {ended}:\n{''.join(said)}")


def wait_until_idle(server: Server) -> None:
    """Wait while it does what a fresh start brings, such as writing its feeds: that is no page's cost."""
    used = family_cpu_seconds(server.pid)
    while True:
        sleep(IDLE_SECONDS)
        before, used = used, family_cpu_seconds(server.pid)
        if used - before < IDLE_SECONDS / 20:
            return


def _port(process: subprocess.Popen[str]) -> int:
    """The port that the server says it is open at. Ends the program with its last words when it does not open."""
    said = []
    for line in process.stdout or ():
        if match := re.search(r"is open at http://\S+:(\d+)", line):
            return int(match[1])
        said.append(line)
    sys.exit("A server did not open:\n" + "".join(said))


def family_cpu_seconds(pid: int) -> float:
    """Processor time that a process and its children have used, in user and kernel mode; also those that have ended."""
    own = sum(_times(_stat(pid)))
    return (own + sum(sum(_times(_stat(child))[:2]) for child in _children(pid))) / TICKS


def memory(pid: int) -> list[tuple[float, float]]:
    """MiB of a process and of each of its children: resident, and with what is shared counted by its share."""
    found = []
    for number in (pid, *_children(pid)):
        sizes = dict(re.findall(r"^(Rss|Pss):\s+(\d+)", Path(f"/proc/{number}/smaps_rollup").read_text(), re.MULTILINE))
        found.append((round(int(sizes["Rss"]) / 1024, 1), round(int(sizes["Pss"]) / 1024, 1)))
    return found


def _children(pid: int) -> list[int]:
    return [number for number in _pids() if (stat := _stat(number)) and stat[1] == str(pid)]


def _pids() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())


def _stat(pid: int) -> list[str]:
    """The fields of /proc/pid/stat behind the program's name: state, parent ...; none when the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _times(stat: list[str]) -> list[int]:
    """User and kernel time of the process, then of its ended children, in clock ticks."""
    return [int(field) for field in stat[11:15]]
