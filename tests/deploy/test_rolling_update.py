"""The next version is brought out while people shop: two processes, one restarted after the other behind nginx."""

import os
import random
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import text

from marketplace.database import db, transaction
from tests import factories
from tests.deploy.balancer import balancer
from tests.deploy.next_version import JARS, make, release
from tests.house.sources import ROOT
from tests.running import address_of, repeat
from tests.shopper import Shopper

pytestmark = pytest.mark.long
PAGES = ("/", "/c/mat-ong", "/tim?q=mat+ong+rung", "/quet", "/gio")
BROWSERS, BUYERS = 2, 2
FEWEST_ORDERS = 5
PATIENCE = 300.0
GIVEN_UP = 599


class Counted(Shopper):
    """A shopper whose every request is counted, with how it ended."""

    def __init__(self, address: str, count: Callable[[str, int, float], None]) -> None:
        super().__init__(address)
        self._count = count

    def request(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        began_at = monotonic()
        try:
            answer = super().request(method, path, body)
        except (OSError, HTTPException):
            answer = (GIVEN_UP, "", "")
        self._count(f"{method} {path}", answer[0], monotonic() - began_at)
        return answer


class Crowd:
    """People who look at pages and buy until they are told to go home."""

    def __init__(self, address: str, jar: tuple[str, str]) -> None:
        self.address, self.jar, self.over, self.lock = address, jar, Event(), Lock()
        self.requests, self.slowest, self.bought = 0, 0.0, Event()
        self.failed: list[str] = []
        self.codes: list[str] = []
        lives = [self.browse] * BROWSERS + [self.buy] * BUYERS
        self.threads = [Thread(target=life, daemon=True) for life in lives]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_of_exception: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(PATIENCE)

    def count(self, request: str, status: int, seconds: float) -> None:
        with self.lock:
            self.requests += 1
            self.slowest = max(self.slowest, seconds)
            if status >= 500:
                self.failed.append(f"{request}: {status} after {seconds:.1f} s")

    def browse(self) -> None:
        """Look at pages, each with its style sheet."""
        somebody = Counted(self.address, self.count)
        while not self.over.is_set():
            page = somebody.request("GET", random.choice((*PAGES, f"/p/{self.jar[0]}")))[2]
            for style in re.findall(r'href="(/static/[^"]+\.css)"', page):
                if somebody.request("GET", style)[0] == 404:
                    self.failed.append(f"{style} is gone")

    def buy(self) -> None:
        """Buy one jar after the other, each for another phone number; note the code that is shown."""
        while not self.over.is_set():
            buyer = Counted(self.address, self.count)
            try:
                buyer.fill_basket(*self.jar)
                form = buyer.checkout_form(phone=f"0900{random.randrange(10**6):06d}", payment="cod")
                status, location = buyer.post("/dat-hang", form)
                assert status == 303, status
                found = re.search(r"\d{4}-[2-9A-Z]{5}", buyer.get(location))
            except AssertionError as error:
                self.failed.append(f"an order: {error}")
                continue
            self.codes += [found[0]] if found else []
            self.bought.set()

    def wait_for(self, orders: int) -> None:
        """Let time pass until so many orders were acknowledged, all together."""
        while len(self.codes) < orders:
            self.bought.clear()
            assert self.bought.wait(PATIENCE), f"nobody bought anything for {PATIENCE:.0f} s"


class Shop:
    """One of the processes, always at the same port."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.folder, self.settings = folder, settings
        self.process: subprocess.Popen[str] | None = None

    def start(self, code: Path) -> None:
        command = [
            sys.executable,
            code / "bin" / "launch" / "start.py",
            "--port",
            str(self.port),
            "--data",
            self.folder,
        ]
        self.process = subprocess.Popen(
            command, env=os.environ | self.settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        address_of(self.process)
        self.reader = Thread(target=repeat, args=[self.process], daemon=True)
        self.reader.start()

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            with self.process:
                self.reader.join(PATIENCE)
            assert self.process.returncode == 0


@pytest.fixture
def jar(committed_app: Flask) -> tuple[str, str]:
    """Address and pack size of honey, of which there is more than the crowd can buy."""
    with transaction():
        honey = factories.product(factories.seller(), "Mật ong rừng", left=100_000)
        return honey.slug, honey.variants[0].ref


@pytest.fixture
def shops(jar: tuple[str, str], tmp_path: Path) -> Iterator[tuple[list[Shop], str]]:
    """Two processes of this version, and the address of nginx before them."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    settings = {
        "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "TRUSTED_HOPS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    both = [Shop(tmp_path / "data", settings) for _ in range(2)]
    with ExitStack() as stack:
        for shop in both:
            stack.callback(shop.stop)
            shop.start(ROOT)
        stack.enter_context(balancer(tmp_path / "nginx", port, both[0].port, both[1].port))
        yield both, settings["PUBLIC_BASE_URL"]


def test_an_update_under_load_loses_no_request_and_no_order(
    shops: tuple[list[Shop], str], jar: tuple[str, str], tmp_path: Path
) -> None:
    both, address = shops
    before, code = purchases(), make(tmp_path)
    with Crowd(address, jar) as crowd:
        crowd.wait_for(FEWEST_ORDERS)
        with release(code, both[0].settings | {"DATA_DIR": str(tmp_path / "data")}) as releasing:
            told = releasing.communicate()[0]
        assert releasing.returncode == 0, told
        for shop in both:
            shop.stop()
            shop.start(code)
        crowd.wait_for(len(crowd.codes) + FEWEST_ORDERS)
    told = f"{crowd.requests} requests, {len(crowd.failed)} failed, {len(crowd.codes)} orders"
    sys.stdout.write(f"{told}, slowest answer {crowd.slowest:.1f} s\n")
    assert crowd.failed == []
    assert (purchases() - before, len(set(crowd.codes))) == (len(crowd.codes), len(crowd.codes))
    with db.engine.connect() as connection:
        assert connection.scalar(text("SELECT sum(moved) FROM jars")) == JARS


def purchases() -> int:
    with db.engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM purchases")) or 0)
