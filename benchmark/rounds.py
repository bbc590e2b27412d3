"""Measures floor and shop in turns, so that whatever else the machine does meets all alike."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import create_engine

from benchmark import floor, importing, load, servers
from benchmark.browser import Browser
from benchmark.limits import ROWS
from benchmark.pages import find_pages
from benchmark.purchase import PLENTY
from benchmark.targets import Floor, Shop, Target
from tests.databases import Engine, Postgresql, Sqlite, postgresql_server

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How much is measured: the sizes of the catalogues, how often and how long each row is asked for, and how often in
    a round by each connection where no address is asked for twice; how many sellers there are at least, and orders.
    """

    sizes: tuple[int, ...]
    rounds: int
    seconds: float
    firsts: int = 15
    sellers: int = 9_300
    orders: int = 200_000

    @property
    def first_pages(self) -> int:
        """How many addresses that takes, with those of the round that warms up."""
        return self.firsts * load.CONNECTIONS * (self.rounds + 1)


@dataclass(frozen=True)
class Place:
    """Where is measured: a kind of database, the process of its server (0 for none), a folder, and whom to tell."""

    databases: Engine
    database_pid: int
    folder: Path
    say: Say


@dataclass
class Costs:
    """What one row of one server cost, round by round, in milliseconds of processor time per request."""

    web_ms: list[float] = field(default_factory=list)
    database_ms: list[float] = field(default_factory=list)
    bytes: int = 0

    @property
    def total_ms(self) -> list[float]:
        """Web server and database together: on SQLite they are one process."""
        return [web + database for web, database in zip(self.web_ms, self.database_ms, strict=True)]

    def times(self, other: "Costs") -> float:
        """The median over the rounds of how many times the other's cost this is."""
        return median(mine / (theirs or 0.001) for mine, theirs in zip(self.total_ms, other.total_ms, strict=True))


@dataclass(frozen=True)
class Measured:
    """One engine's figures: what filling said for each size, the costs of every row at the floor, at the shop of each
    size and at the other build, the memory of each shop's processes in MiB (RSS and PSS), and what an import took.
    """

    engine: str
    fillings: list[dict[str, Any]]
    floor: dict[str, Costs]
    shops: list[dict[str, Costs]]
    old: dict[str, Costs] | None
    memory: dict[str, list[tuple[float, float]]]
    imported: dict[str, float] = field(default_factory=dict)

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


def measure(place: Place, plan: Plan, *, against: Path | None = None, begun: str | None = None) -> Measured:
    """Fill all databases, start all servers and ask each of them for every row, round by round.

    `against` is another checkout of the shop, measured beside this one with as many goods. The shops begin with what
    the database `begun` holds, else with nothing.
    """
    builds = [(servers.ROOT, size) for size in plan.sizes] + ([(against, plan.sizes[0])] if against else [])
    with ExitStack() as stack:
        targets: list[Target] = [stack.enter_context(_floor(place, plan))]
        fillings = []
        for number, (root, size) in enumerate(builds):
            place.say(f"{place.databases.name}: filling the shop in {root} with {size:,} goods")
            address = place.databases.create(f"shop_{number}", template=begun)
            folder = place.folder / f"{place.databases.name}-{number}"
            fillings.append(fill(root, address, folder, plan, size))
            targets.append(stack.enter_context(_shop(root, address, folder, plan)))
        costs = _take_turns(targets, place, plan)
        place.say(f"importing {plan.sizes[0]:,} goods")
        imported = importing.measure(targets[1], plan.sizes[0], plan.seconds)
        names = [f"{size:,} goods" for size in plan.sizes] + ["the other build"] * bool(against)
        memory = {name: servers.memory(shop.server.pid) for name, shop in zip(names, targets[1:], strict=True)}
    here = len(plan.sizes) + 1
    old = costs[here] if against else None
    return Measured(place.databases.name, fillings[: here - 1], costs[0], costs[1:here], old, memory, imported)


@contextmanager
def _floor(place: Place, plan: Plan) -> Iterator[Floor]:
    place.say(f"{place.databases.name}: filling the floor with {plan.sizes[0]:,} goods")
    address, goods = place.databases.create("floor"), max(plan.sizes[0], 900)
    filled = floor.connect(address)
    floor.fill(filled, goods)
    filled.dispose()
    with servers.floor(address) as server:
        yield Floor(server, goods)


@contextmanager
def _shop(root: Path, address: str, folder: Path, plan: Plan) -> Iterator[Shop]:
    """A server of the shop that has shown nothing yet: its pages are found at one that is gone again."""
    with servers.shop(root, address, folder) as server, closing(Browser(server.port, keeps_cookies=False)) as guest:
        pages = find_pages(guest.get, plan.first_pages)
    filled = create_engine(address)
    with filled.connect() as connection:
        refs = list(connection.scalars(PLENTY))
    filled.dispose()
    with servers.shop(root, address, folder) as server:
        yield Shop(server, address, pages, refs, has_desks=root == servers.ROOT)


def fill(root: Path, address: str, folder: Path, plan: Plan, size: int) -> dict[str, Any]:
    """Fill the database by the checkout's own code, and bring what it says about it."""
    folder.mkdir()
    settings = {
        "DATABASE_URL": address,
        "DATA_DIR": str(folder / "filling"),
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(root),
    }
    (folder / "filling").mkdir()
    command = [sys.executable, "-m", "benchmark.filling", str(size)]
    if root == servers.ROOT:  # another checkout may know of no sellers and orders
        command += [str(plan.sellers), str(plan.orders)]
    printed = subprocess.run(command, cwd=root, env=os.environ | settings, stdout=subprocess.PIPE, check=True)
    result: dict[str, Any] = json.loads(printed.stdout.splitlines()[-1])
    return result


def _take_turns(targets: list[Target], place: Place, plan: Plan) -> list[dict[str, Costs]]:
    """The costs of every row at every server; the first round only warms up."""
    for target in targets:
        servers.wait_until_idle(target.server)
    costs: list[dict[str, Costs]] = [{name: Costs() for name in ROWS} for _ in targets]
    for turn in range(plan.rounds + 1):
        place.say(f"round {turn} of {plan.rounds}" if turn else "warming up")
        for name in ROWS:
            able = [each for each in zip(targets, costs, strict=True) if each[0].has(name)]
            for target, noted in able[:: 1 if turn % 2 else -1]:
                found = _cost(target, name, place.database_pid, plan)
                if turn:
                    _note(noted[name], *found)
    return costs


def _cost(target: Target, name: str, database_pid: int, plan: Plan) -> tuple[float, float, int]:
    """Milliseconds per request of the web server and of the database server, and how long the answer is."""

    def used() -> tuple[float, float]:
        database = servers.family_cpu_seconds(database_pid) if database_pid else 0.0
        return servers.family_cpu_seconds(target.server.pid), database

    with target.asking(name) as askers:
        web, database = used()
        done = load.put_on(askers, plan.seconds, most=plan.firsts if ROWS[name].is_first else None)
        web_now, database_now = used()
    return (web_now - web) * 1000 / done.requests, (database_now - database) * 1000 / done.requests, done.bytes


def _note(costs: Costs, web_ms: float, database_ms: float, size: int) -> None:
    costs.web_ms.append(web_ms)
    costs.database_ms.append(database_ms)
    costs.bytes = size
