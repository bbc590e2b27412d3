"""An import of as many goods as the catalogue has: what it takes, what the worker needs, and who waits meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from statistics import quantiles
from threading import Event, Thread
from time import monotonic, sleep
from typing import TypeVar

from benchmark import servers
from benchmark.browser import Browser
from benchmark.limits import LINES
from benchmark.pages import LISTING
from benchmark.purchase import Guest, field_of
from benchmark.targets import Shop, Target
from marketplace.spreadsheets import write_csv

AT = "/ban-hang/nhap-hang"
HEADING = ("Tên món", "Cỡ gói", "Giá bán", "Số còn", "Nhóm hàng", "Nơi làm, nguyên liệu", "Một câu về món này")
FEWEST = 20
"""Times that are measured at least, however little there is to do."""
POLL_SECONDS = 0.5
Thing = TypeVar("Thing")


def table(count: int) -> bytes:
    """So many new goods, each with one pack size."""
    place, summary = "Xã Mẫu, Phú Thọ", "Món mẫu để đo, ghi như người bán thường ghi."
    rows = (
        (f"Món mẫu để đo số {number}", "Túi 500 g", 50_000 + number % 900 * 1_000, 40, "Mật ong", place, summary)
        for number in range(1, count + 1)
    )
    return write_csv(HEADING, rows)


def measure(shop: Target, count: int, seconds: float) -> dict[str, float]:
    """Seconds from sending the table to its last draft, the worker's MiB above rest, and 95th percentiles in ms.

    Somebody orders and somebody reads all the time: first for a while without the import, then while it runs.
    """
    if not isinstance(shop, Shop):
        raise TypeError(shop)
    with closing(Browser(shop.server.port)) as owner, closing(Browser(shop.server.port)) as buyer:
        owner.cookies |= shop.cookies_of("seller")
        guest = Guest(buyer, shop.refs)
        order_quiet, page_quiet = _asking(shop, guest, until=_after(seconds * 4))
        with _most_memory(shop.server.pid) as memory, _working(lambda: _import(owner, count)) as (done, took):
            order, page = _asking(shop, guest, until=done.is_set)
    return {
        "seconds": took[0],
        "mib": max(memory) - memory[0],
        "order_quiet_ms": order_quiet,
        "order_ms": order,
        "page_quiet_ms": page_quiet,
        "page_ms": page,
    }


def _import(owner: Browser, count: int) -> float:
    """Send the table, take its rows, and wait for the last one."""
    begun = monotonic()
    token = field_of(owner.get(AT), "csrf_token")
    path = owner.send(AT, {"csrf_token": token}, "table", table(count))
    _wait(owner, path, f"{path}/nhan")
    owner.post(f"{path}/nhan", {"csrf_token": token})
    _wait(owner, path, f"{path}/gui-duyet")
    return monotonic() - begun


def _wait(owner: Browser, path: str, wanted: str) -> None:
    while f'"{wanted}"' not in owner.get(path):
        sleep(POLL_SECONDS)


def _after(seconds: float) -> Callable[[], bool]:
    until = monotonic() + seconds
    return lambda: monotonic() > until


def _asking(shop: Shop, guest: Guest, until: Callable[[], bool]) -> tuple[float, float]:
    """The 95th percentiles of placing an order and of reading a list, in ms."""
    orders: list[float] = []
    pages: list[float] = []
    with closing(Browser(shop.server.port, keeps_cookies=False)) as reader:
        while len(orders) < FEWEST or not until():
            for _ in range(LINES):
                guest.add()
            page = guest.check_out()
            orders.append(_milliseconds(lambda page=page: guest.place_order(page)))  # type: ignore[misc]
            pages.append(_milliseconds(lambda: reader.get(LISTING)))
    return _p95(orders), _p95(pages)


def _milliseconds(act: Callable[[], object]) -> float:
    begun = monotonic()
    act()
    return (monotonic() - begun) * 1000


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


@contextmanager
def _working(work: Callable[[], Thing]) -> Iterator[tuple[Event, list[Thing]]]:
    """The work goes on beside the block: whether it is done, and what came of it."""
    done, results = Event(), list[Thing]()

    def run() -> None:
        try:
            results.append(work())
        finally:
            done.set()

    thread = Thread(target=run)
    thread.start()
    yield done, results
    thread.join()


@contextmanager
def _most_memory(pid: int) -> Iterator[list[float]]:
    """The MiB that the server's largest child holds, looked at again and again; first at rest."""
    sizes, done = [_largest(pid)], Event()

    def look() -> None:
        while not done.wait(POLL_SECONDS):
            sizes.append(_largest(pid))

    thread = Thread(target=look)
    thread.start()
    yield sizes
    done.set()
    thread.join()


def _largest(pid: int) -> float:
    return max(resident for resident, _share in servers.memory(pid)[1:])
