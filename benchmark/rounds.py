"""Measures floor and shop in turns, so that whatever else the machine does meets both alike."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

import psycopg

from benchmark import floor, load, servers
from benchmark.pages import FLOOR, LIMITS
from benchmark.servers import Server
from tests.databases import Engine, Postgresql, Sqlite, postgresql_server

Say = Callable[[str], None]
FLOOR_PAGES: Final = {name: FLOOR[limit.floor_page] for name, limit in LIMITS.items()}
"""The page of the floor that each page is compared to."""


@dataclass(frozen=True)
class Plan:
    """How much is measured: the sizes of the two catalogues, and how often and how long each page is asked for."""

    sizes: tuple[int, int]
    rounds: int
    seconds: float


@dataclass
class Costs:
    """What one page of one server cost, round by round, in milliseconds of processor time per request."""

    web_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def total_ms(self) -> list[float]:
        """Web server and database together: on SQLite they are one process."""
        return [web + database for web, database in zip(self.web_ms, self.database_ms, strict=True)]

    def times(self, other: "Costs") -> float:
        """The median over the rounds of how many times the other page's cost this is."""
        return median(mine / theirs for mine, theirs in zip(self.total_ms, other.total_ms, strict=True))


@dataclass(frozen=True)
class Target:
    """A server, the addresses of its pages, and of the database that changes under some of them, "" for none."""

    server: Server
    pages: dict[str, str]
    database: str


@dataclass(frozen=True)
class Measured:
    """One engine's figures: what filling said for each size, and the costs of every page."""

    engine: str
    fillings: tuple[dict[str, Any], dict[str, Any]]
    floor: dict[str, Costs]
    shops: tuple[dict[str, Costs], dict[str, Costs]]

    def as_json(self) -> dict[str, Any]:
        """All of it, every round included."""
        return asdict(self)


@contextmanager
def engine(name: str, folder: Path) -> Iterator[tuple[Engine, int]]:
    """A place for databases, and the process id of its server: 0 for SQLite, which has none."""
    if name == "sqlite":
        yield Sqlite(folder), 0
        return
    with postgresql_server() as address:
        yield Postgresql(address, "benchmark"), _postmaster(address)


def _postmaster(address: str) -> int:
    with psycopg.connect(address) as connection:
        row = connection.execute("SHOW data_directory").fetchone() or ("",)
    return int((Path(row[0]) / "postmaster.pid").read_text(encoding="ascii").split()[0])


def measure(databases: Engine, database_pid: int, folder: Path, plan: Plan, say: Say) -> Measured:
    """Fill the three databases, start the three servers and ask all of them for every page, round by round."""
    say(f"{databases.name}: filling the floor with {plan.sizes[0]:,} goods")
    floor_address = databases.create("floor")
    floor_engine = floor.connect(floor_address)
    floor.fill(floor_engine, plan.sizes[0])
    floor_engine.dispose()
    with ExitStack() as stack:
        targets, fillings = [Target(stack.enter_context(servers.floor(floor_address)), FLOOR_PAGES, "")], []
        for size in plan.sizes:
            say(f"{databases.name}: filling the shop with {size:,} goods")
            address = databases.create(f"shop_{size}")
            fillings.append(_fill(address, folder / f"{databases.name}-{size}-filling", size))
            server = stack.enter_context(servers.shop(address, folder / f"{databases.name}-{size}"))
            targets.append(Target(server, fillings[-1]["pages"], address))
        costs = _take_turns(targets, database_pid, plan, say)
    return Measured(databases.name, (fillings[0], fillings[1]), costs[0], (costs[1], costs[2]))


def _fill(address: str, folder: Path, size: int) -> dict[str, Any]:
    folder.mkdir()
    settings = {"DATABASE_URL": address, "DATA_DIR": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "benchmark.filling", str(size)]
    printed = subprocess.run(command, cwd=servers.ROOT, env=os.environ | settings, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(printed.stdout.splitlines()[-1])
    return result


def _take_turns(targets: list[Target], database_pid: int, plan: Plan, say: Say) -> list[dict[str, Costs]]:
    """The costs of every page of every server; the first round only warms up."""
    for target in targets:
        servers.wait_until_idle(target.server)
    costs: list[dict[str, Costs]] = [{} for _ in targets]
    for turn in range(plan.rounds + 1):
        say(f"round {turn} of {plan.rounds}" if turn else "warming up")
        for name, limit in LIMITS.items():
            for at in (0, 1, 2) if turn % 2 else (2, 1, 0):
                target, changed = targets[at], targets[at].database * limit.is_changing
                found = _cost(target.server, target.pages[name], database_pid, plan.seconds, changed)
                if turn:
                    _note(costs[at].setdefault(name, Costs()), *found)
    return costs


def _cost(server: Server, path: str, database_pid: int, seconds: float, changed: str) -> tuple[float, float, int]:
    """Milliseconds per request of the web server and of the database server, and how long the answer is."""
    database = servers.family_cpu_seconds if database_pid else lambda _pid: 0.0
    web_before, database_before = servers.cpu_seconds(server.pid), database(database_pid)
    done = load.put_on(server.port, path, seconds, changed=changed)
    web, rest = servers.cpu_seconds(server.pid) - web_before, database(database_pid) - database_before
    return web * 1000 / done.requests, rest * 1000 / done.requests, done.bytes


def _note(costs: Costs, web_ms: float, database_ms: float, size: int) -> None:
    costs.web_ms.append(web_ms)
    costs.database_ms.append(database_ms)
    costs.bytes = size
