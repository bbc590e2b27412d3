"""A real PgBouncer in transaction mode, before the tests' PostgreSQL."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from sqlalchemy import URL

from tests.running import eventually

SETTINGS = """[databases]
* = host={host} port={port} user={user} password={password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {connections}
query_wait_timeout = {wait_seconds}
server_login_retry = 1
logfile = {folder}/log
pidfile = {folder}/pid
"""


def binary() -> str:
    """The path of pgbouncer. Raises AssertionError when there is none."""
    found = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    assert found, "There is no PgBouncer. Install the package pgbouncer, or leave these tests out: --without pooler"
    return found


@contextmanager
def pooler(url: URL, *, connections: int, wait_seconds: int = 30) -> Iterator[URL]:
    """PgBouncer with so many of the server's connections for all; the database at `url` by way of it."""
    with tempfile.TemporaryDirectory(prefix="pooler-") as home, socket.create_server(("127.0.0.1", 0)) as free:
        folder, own_port = Path(home), free.getsockname()[1]
        there = server_of(url)
        rest = {"own_port": own_port, "connections": connections, "wait_seconds": wait_seconds, "folder": folder}
        (folder / "settings").write_text(SETTINGS.format(**there, **rest))
        user = "nobody" if os.geteuid() == 0 else None  # PgBouncer refuses to run as root
        if user:
            shutil.chown(folder, user)
        free.close()
        process = subprocess.Popen([binary(), "--quiet", folder / "settings"], user=user, cwd=folder)
        pooled = url.set(host="127.0.0.1", port=own_port, username=there["user"], password="any", query={})
        try:
            assert eventually(lambda: answers(pooled)), (folder / "log").read_text()
            yield pooled
        finally:
            process.terminate()
            process.wait()


def server_of(url: URL) -> dict[str, object]:
    """Where the server of this database is, and as whom to speak to it."""
    with psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False)) as connection:
        info = connection.info
        return {"host": info.host, "port": info.port, "user": info.user, "password": info.password or "-"}


def answers(url: URL) -> bool:
    """Whether the database can be asked by this way."""
    with suppress(psycopg.OperationalError), directly(url) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)
    return False


@contextmanager
def directly(url: URL) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """A connection as any other program has it: each statement is a transaction, nothing is prepared."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True, prepare_threshold=None, connect_timeout=2) as connection:
        yield connection
