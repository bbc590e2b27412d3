"""`python -m benchmark.processes`: what one web process costs and carries beside two of them, on the same pages.

Both stand on the same PostgreSQL server and the same Redis. The mix is asked in turns of each of the processes, as a
proxy hands requests out: lists, searches and goods, some far more often than others, while somebody buys. Processor
time is that of all web processes and of the database, per request.
"""

import os
import random
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import psycopg

from benchmark import load, processor, servers
from benchmark.rounds import Place, Plan, engine, fill
from benchmark.servers import Server
from tests.redis_server import redis_server

SEED = 7
HOT, COLD = 60, 2_000
"""So many addresses are asked for by four guests in five, and so many by the fifth."""
CHANGE = "UPDATE lots SET on_hand = on_hand WHERE id = (SELECT id FROM lots ORDER BY random() LIMIT 1)"
CHANGES_A_SECOND = 2.0
GOODS = f"SELECT slug FROM products JOIN shelf_entries ON product_id = id ORDER BY id LIMIT {COLD}"


@dataclass(frozen=True)
class Measured:
    """What so many processes did."""

    processes: int
    requests: int
    seconds: float
    web_ms: float
    database_ms: float
    memory: list[tuple[float, float]]


def paths(database: str) -> tuple[list[str], list[str]]:
    """The addresses that many ask for, and those of a few."""
    with psycopg.connect(database) as connection:
        slugs = [row[0] for row in connection.execute(GOODS)]
        categories = [row[0] for row in connection.execute("SELECT DISTINCT category FROM shelf_entries")]
    lists = [f"/c/{category}" for category in categories] + ["/", "/tim?q=mat+ong", "/tim?q=tra", "/tim?q=gao"]
    hot = (lists + [f"/p/{slug}" for slug in slugs])[:HOT]
    cold = [f"/p/{slug}" for slug in slugs] + [
        f"/c/{category}?sao={stars}" for category in categories for stars in (3, 4)
    ]
    return hot, cold


def asker(ports: list[int], hot: list[str], cold: list[str], number: int) -> load.Ask:
    """Asks for one page after the other, at each process in turn."""
    chance, turn = random.Random(SEED + number), number  # noqa: S311 - the same each time
    connections = [HTTPConnection("127.0.0.1", port, timeout=60) for port in ports]

    def ask() -> int:
        nonlocal turn
        turn += 1
        path = chance.choice(hot if chance.random() < 0.8 else cold)
        connection = connections[turn % len(connections)]
        headers = {"Host": servers.HOST, "X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"}
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        assert answer.status == 200, (path, answer.status)
        return len(answer.read())

    return ask


@contextmanager
def changing(database: str) -> Iterator[None]:
    """Goods are sold all the while, a few a second."""
    ends = []

    def sell() -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            while not ends:
                connection.execute(CHANGE)
                sleep(1 / CHANGES_A_SECOND)

    seller = Thread(target=sell)
    seller.start()
    try:
        yield
    finally:
        ends.append(True)
        seller.join()


def measure(place: Place, database: str, number: int, seconds: float, redis: str) -> Measured:
    """Let so many processes answer for so many seconds, after as long to warm up."""
    plain = database.replace("postgresql+psycopg", "postgresql")
    hot, cold = paths(plain)
    with ExitStack() as stack:
        running: list[Server] = []
        for each in range(number):
            folder = Path(place.folder, f"of-{number}-{each}")
            settings = {"REDIS_URL": redis} if redis else {}
            running.append(stack.enter_context(servers.shop(servers.ROOT, database, folder, settings)))
        for server in running:
            servers.wait_until_idle(server)
        askers = [asker([server.port for server in running], hot, cold, one) for one in range(load.CONNECTIONS)]
        with changing(plain):
            load.put_on(askers, seconds)
            web = sum(servers.family_cpu_seconds(server.pid) for server in running)
            before, begun = processor.spent(place.database_pid), monotonic()
            asked = load.put_on(askers, seconds)
            took = monotonic() - begun
            web = sum(servers.family_cpu_seconds(server.pid) for server in running) - web
            stored = processor.spent(place.database_pid) - before
        memory = [servers.memory(server.pid)[0] for server in running]
    return Measured(number, asked.requests, took, web / asked.requests * 1e3, stored / asked.requests * 1e3, memory)


def parse() -> Namespace:
    """The options."""
    parser = ArgumentParser(prog="python -m benchmark.processes", description=__doc__.splitlines()[0])
    parser.add_argument("--goods", type=int, default=1_740, help="how many goods (%(default)s)")
    parser.add_argument("--seconds", type=float, default=20.0, help="for each of the runs (%(default)s)")
    parser.add_argument("--rounds", type=int, default=2, help="of one and two in turns (%(default)s)")
    parser.add_argument("--without-redis", action="store_true", help="also measure two that share nothing")
    return parser.parse_args()


def main() -> None:
    """Measure in turns, and print a line for each run."""
    options = parse()
    plan = Plan(sizes=(options.goods,), rounds=1, seconds=1.0, sellers=200, orders=2_000)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as home, engine("postgresql", Path(home)) as databases:
        place = Place(*databases, Path(home), lambda sentence: print(sentence, file=sys.stderr))
        database = place.databases.create("shop")
        fill(servers.ROOT, database, place.folder / "filling", plan, options.goods)
        with redis_server() as redis:
            kinds = [(1, redis.url), (2, redis.url)] + [(2, "")] * options.without_redis
            for _round in range(options.rounds):
                for number, url in kinds:
                    say(measure(place, database, number, options.seconds, url), url)


def say(found: Measured, redis: str) -> None:
    """One line: how much, at which cost, and the memory of each process."""
    sizes = ", ".join(f"{resident:.0f}" for resident, _shared in found.memory)
    print(
        f"{found.processes} process(es) {'with' if redis else 'without'} Redis: "
        f"{found.requests / found.seconds:6.0f} requests a second, {found.web_ms:.2f} ms of the web processes and "
        f"{found.database_ms:.2f} ms of the database for each; MiB: {sizes}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
