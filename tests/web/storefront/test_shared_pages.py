"""Two processes with one Redis: what one has drawn the other one sends, and without Redis each draws for itself."""

import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from socket import AF_INET
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import text

from config import Limits
from marketplace import create_app
from marketplace.catalogue.models import Product
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db
from marketplace.gateways import shared_memory
from marketplace.gateways.shared_memory import SharedMemory
from marketplace.shelf import Filters, facets
from marketplace.shelf.facet_cache import facet_cache
from marketplace.shelf.facet_codec import read, write
from marketplace.web.shared_pages import fingerprint
from tests import factories, people
from tests.client import Client, visitor_of
from tests.elsewhere import elsewhere
from tests.proxies import Proxy
from tests.redis_server import RedisServer, redis_server
from tests.statements import counted
from tests.web.storefront.shopping import put

OLD, NEW, SEAL = "165.000\u00a0₫", "171.000\u00a0₫", 'class="ocop'


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def honey(committed_app: Flask) -> Product:
    honey = factories.product(people.gather().seller_a, "Mật ong Green Life")
    factories.certificate(honey, stars=4).expires_on = today()
    db.session.commit()
    return honey


@contextmanager
def processes(url: str, redis_seconds: float = 10.0) -> Iterator[tuple[Flask, Flask]]:
    """Two processes of the shop on the database of this test, each with a memory of its own; patient with Redis."""
    address = db.engine.url.render_as_string(hide_password=False)
    settings = {"SQLALCHEMY_DATABASE_URI": address, "REDIS_URL": url, "LIMITS": Limits(redis_seconds=redis_seconds)}
    made = [create_app({"TESTING": True, "MAIL_BACKEND": "locmem", **settings}) for _ in range(2)]
    for app in made:
        app.test_client_class = Client
    yield made[0], made[1]
    facet_cache.memory = None
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def both(honey: Product, redis: RedisServer) -> Iterator[tuple[Flask, Flask]]:
    Redis.from_url(redis.url).flushall()
    with processes(redis.url) as made:
        yield made


def stats(app: Flask) -> dict[str, int]:
    told: dict[str, int] = app.extensions["page_cache"].stats()
    return told


def test_what_one_process_has_drawn_the_other_one_sends(both: tuple[Flask, Flask], honey: Product) -> None:
    first, second = both
    for path in (f"/p/{honey.slug}", "/c/mat-ong", "/"):
        drawn = visitor_of(first).get(path)
        before = stats(second)
        sent = visitor_of(second).get(path)
        assert stats(second)["from_others"] == before["from_others"] + 1, path
        assert stats(second)["anew"] == before["anew"]
        assert len(sent.text) == len(drawn.text)
        own = {"X-Request-ID", "Set-Cookie", "Content-Length"}
        assert [one for one in sent.headers if one[0] not in own] == [one for one in drawn.headers if one[0] not in own]
    assert 0 < stats(first)["redis_kept_bytes"] < 60_000, "compressed"


def test_a_price_that_changed_is_right_on_the_next_request_of_each_process(
    both: tuple[Flask, Flask], honey: Product
) -> None:
    path = f"/p/{honey.slug}"
    assert all(OLD in visitor_of(app).get(path).text for app in both * 2)
    with elsewhere() as connection:
        connection.execute(text("UPDATE variants SET price_vnd = 171000"))
        connection.commit()
    pages = [visitor_of(app).get(path).text for app in both * 2]
    assert all(NEW in page and OLD not in page for page in pages)
    assert stats(both[1])["from_others"] == 2, "the new page is shared as the old one was"


def test_at_midnight_the_star_is_gone_from_every_process(both: tuple[Flask, Flask], honey: Product) -> None:
    assert all(SEAL in visitor_of(app).get("/c/mat-ong").text for app in both)
    with pretending(end_of_day(today())):
        assert not any(SEAL in visitor_of(app).get("/c/mat-ong").text for app in both)


def test_guests_of_two_processes_see_their_own_baskets_and_tokens(both: tuple[Flask, Flask], honey: Product) -> None:
    first, second = both
    buyer, path = visitor_of(first), f"/p/{honey.slug}"
    put(buyer, honey, 3)
    buyer.get("/gio")  # which tells once that it was added
    assert "số món: 3" in buyer.get(path).text
    stranger = visitor_of(second)
    assert "số món: 0" in stranger.get(path).text
    assert stats(second)["from_others"] == 1
    assert stranger.token(path) != buyer.token(path)
    english = visitor_of(second).get(path, headers={"Accept-Language": "en"}).text
    assert '<html lang="en"' in english


def test_numbers_beside_the_filters_are_counted_by_one_process_for_all(
    both: tuple[Flask, Flask], honey: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, counts = facets._count, []
    monkeypatch.setattr(facets, "_count", lambda *what: counts.append(what) or count(*what))
    for app, path in zip(both, ("/c/mat-ong", "/c/mat-ong?xep=newest"), strict=True):
        facet_cache.clear()  # as another process begins
        assert "1 món" in visitor_of(app).get(path).text
    assert len(counts) == 1
    with elsewhere() as connection:
        connection.execute(text("UPDATE shelf_entries SET fresh_until = NULL"))
        connection.commit()
    facet_cache.clear()
    visitor_of(both[0]).get("/c/mat-ong")
    assert len(counts) == 2, "those of an older shelf are not good enough"


def test_numbers_are_read_as_they_were_written(honey: Product) -> None:
    counts = facets.count(Filters(category="mat-ong", stars=(4,)))
    assert counts.total == 1
    assert vars(read(write(counts))) == vars(counts)


def test_nothing_personal_is_kept_in_redis(both: tuple[Flask, Flask], redis: RedisServer, honey: Product) -> None:
    buyer = visitor_of(both[0])
    put(buyer, honey, 3)
    buyer.get("/gio")
    token = buyer.token(f"/p/{honey.slug}").encode()
    with buyer.session_transaction() as session:
        basket = session["cart"].encode()
    memory = both[0].extensions["page_cache"].shared.memory
    values = [memory._redis.get(key) for key in Redis.from_url(redis.url).scan_iter("gui:*")]
    assert len(values) >= 2
    pages = [unpacked(value) for value in values]
    assert any("Mật ong Green Life".encode() in page for page in pages)
    assert not any(secret in page for secret in (token, basket) for page in pages)
    assert all(
        0 < Redis.from_url(redis.url).pttl(key) <= 600_000 for key in Redis.from_url(redis.url).scan_iter("gui:*")
    )


def unpacked(value: bytes) -> bytes:
    """All that is said in a value, its compressed pieces included."""
    line, _, rest = value[shared_memory.MARK :].partition(b"\n")
    sizes, said = (json.loads(line).get("sizes", ()) if line[:1] == b"{" else ()), line
    for size in sizes:
        said += zlib.decompressobj(-zlib.MAX_WBITS).decompress(rest[:size])
        rest = rest[size:]
    return said


def test_a_flushed_redis_is_a_page_drawn_anew(both: tuple[Flask, Flask], redis: RedisServer, honey: Product) -> None:
    visitor_of(both[0]).get("/c/mat-ong")
    Redis.from_url(redis.url).flushall()
    assert OLD in visitor_of(both[1]).get("/c/mat-ong").text
    assert stats(both[1])["anew"] == 1
    assert stats(both[1])["redis_failures"] == 0


def test_what_somebody_else_wrote_into_redis_is_not_believed(
    both: tuple[Flask, Flask], redis: RedisServer, honey: Product
) -> None:
    visitor_of(both[0]).get("/c/mat-ong")
    server = Redis.from_url(redis.url)
    for key in server.scan_iter("gui:*"):
        server.set(key, server.get(key).replace(b"names", b"nams "), px=60_000)
    page = [key for key in server.scan_iter("gui:*") if b"nams" in server.get(key)]
    assert page
    assert OLD in visitor_of(both[1]).get("/c/mat-ong").text
    assert stats(both[1])["from_others"] == 0


def test_a_silent_redis_holds_a_visitor_up_once_for_the_deadline_and_then_nobody(
    honey: Product, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_memory, "REST_SECONDS", 600.0)  # however slow the machine is
    proxy = Proxy((AF_INET, ("127.0.0.1", redis.port)))
    with closing(proxy), processes(f"redis://127.0.0.1:{proxy.port}/0", 1.0) as (app, _):
        visitor_of(app).get("/c/mat-ong")
        waits = waiting(app)
        proxy.drop()
        for path in ("/c/mat-ong?xep=newest", "/", f"/p/{honey.slug}", "/tim?q=mat"):
            assert visitor_of(app).get(path).status_code == 200
        assert len(waits) == 1
        assert waits[0] < 3.0
        assert stats(app)["redis_failures"] == 1


def waiting(app: Flask) -> list[float]:
    """How long each question to Redis took from now on."""
    client: Any = app.extensions["page_cache"].shared.memory._redis
    waits: list[float] = []
    for name in ("pipeline", "set"):
        setattr(client, name, timed(getattr(client, name), waits))
    return waits


def timed(ask: Callable[..., Any], waits: list[float]) -> Callable[..., Any]:
    def asked(*values: Any, **named: Any) -> Any:
        begun = monotonic()
        if ask.__name__ == "pipeline":
            pipe = ask(*values, **named)
            pipe.execute = timed(pipe.execute, waits)
            return pipe
        try:
            return ask(*values, **named)
        finally:
            waits.append(monotonic() - begun)

    return asked


def test_redis_that_is_away_changes_no_page(honey: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_memory, "REST_SECONDS", 600.0)
    with redis_server() as server, processes(server.url) as (first, second):
        drawn = visitor_of(first).get("/tinh").text
        server.stop()
        assert visitor_of(second).get("/tinh").text == drawn
        assert visitor_of(first).get("/tinh").text == drawn
        assert stats(second)["redis_failures"] == 1


def test_without_redis_a_process_keeps_its_pages_itself(committed_app: Flask, honey: Product) -> None:
    for _ in range(2):
        visitor_of(committed_app).get("/c/mat-ong")
    assert committed_app.extensions["page_cache"].shared is None
    with counted() as sent:
        visitor_of(committed_app).get("/c/mat-ong")
    assert len(sent) == 1


def test_pages_of_other_settings_and_of_other_code_have_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    here = fingerprint({"SHOP_NAME": "Gùi"})
    assert fingerprint({"SHOP_NAME": "Gùi"}) == here
    assert fingerprint({"SHOP_NAME": "Chợ"}) != here
    monkeypatch.setattr("marketplace.web.shared_pages.DRAWN_BY", ("templates",))
    assert fingerprint({"SHOP_NAME": "Gùi"}) != here


def test_a_value_is_good_for_so_many_seconds_under_its_own_key_and_not_too_large(redis: RedisServer) -> None:
    memory = SharedMemory(redis.url, 1.0, "gui:test", "secret")
    memory.put("a", b"x" * 1_000, 30)
    value, seconds = memory.get("a") or (b"", 0)
    assert (value, 29 < seconds <= 30) == (b"x" * 1_000, True)
    server = Redis.from_url(redis.url)
    server.set(memory._whole("b"), server.get(memory._whole("a")), px=30_000)
    assert memory.get("b") is None, "moved by somebody else"
    assert SharedMemory(redis.url, 1.0, "gui:test", "another secret").get("a") is None
    memory.put("c", b"x" * (shared_memory.MOST_BYTES + 1), 30)
    assert memory.get("c") is None
