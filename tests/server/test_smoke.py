"""bin/smoke passes a shop that is sound, and names what is wrong with one that is not."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from marketplace import server
from marketplace.database import db, transaction
from tests import factories
from tests.conftest import copied
from tests.databases import Engine
from tests.house.sources import ROOT
from tests.work import work

SMOKE = ROOT / "bin" / "launch" / "smoke"
HERE = "127.0.0.1"


class Faults:
    """Stands before the shop: what begins with `path` gets this status, and no page has the header `without`."""

    def __init__(self, shop: Any) -> None:
        self.shop, self.path, self.without = shop, "", ""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.path and environ["PATH_INFO"].startswith(self.path):
            start_response("500 Broken", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [each for each in headers if each[0] != self.without], *more)

        kept: Iterable[bytes] = self.shop(environ, start)
        return kept


@pytest.fixture(scope="module")
def shop(database: Engine) -> Iterator[tuple[Flask, Faults, str]]:
    """A shop with one product, open at an address."""
    with ExitStack() as stack:
        app = stack.enter_context(copied(database, "template"))
        with transaction():
            factories.product(factories.seller(), "Mật ong bạc hà")
        work("sitemap")
        app.extensions["readiness"].warm()
        faults = Faults(app.wsgi_app)
        app.wsgi_app = faults  # type: ignore[method-assign]
        made = stack.enter_context(closing(server.create(app, server.reserve(HERE, 0))))
        Thread(target=made.run, daemon=True).start()
        yield app, faults, f"http://{HERE}:{made.effective_port}"


@pytest.fixture
def faults(shop: tuple[Flask, Faults, str]) -> Iterator[Faults]:
    yield shop[1]
    shop[1].path = shop[1].without = ""


def smoke(address: str, **environment: str) -> tuple[int, dict[str, str], str]:
    """The exit status, the line of each step, and the last line."""
    done = subprocess.run(
        [sys.executable, SMOKE, address], env=os.environ | environment, capture_output=True, text=True, timeout=120
    )
    assert done.stderr == ""
    *steps, last = done.stdout.splitlines()
    return done.returncode, {line[8:24].strip(): line for line in steps}, last


def purchases() -> int:
    return int(db.session.connection().exec_driver_sql("SELECT count(*) FROM purchases").scalar() or 0)


def test_a_sound_shop_passes_and_has_no_purchase_more(shop: tuple[Flask, Faults, str]) -> None:
    before = purchases()
    db.session.rollback()
    status, steps, last = smoke(shop[2])
    assert status == 0, "\n".join(steps.values())
    verdicts = {name: line.split()[0] for name, line in steps.items()}
    assert {name for name, verdict in verdicts.items() if verdict != "ok"} <= {"certificate", "health"}
    assert "1 order, " in steps["purchase"]
    assert last.startswith("All is well, ")
    assert purchases() == before


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("/tim", {"search": "/tim?q="}),
        ("/gio/them", {"basket": "/gio/them answered 500 instead of 303"}),
        ("/dat-hang/thu", {"purchase": "/dat-hang/thu answered 500"}),
        ("/sitemap.xml", {"sitemap": "/sitemap.xml answered 500 instead of 200"}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_page_that_fails_is_named(
    path: str, steps: dict[str, str], shop: tuple[Flask, Faults, str], faults: Faults
) -> None:
    faults.path = path
    status, found, last = smoke(shop[2])
    assert status == 1
    assert steps.keys() <= set(last.partition(": ")[2].split(", "))
    assert all(found[name].startswith("FAILED") and said in found[name] for name, said in steps.items())


def test_a_missing_picture_and_a_missing_header_are_named(shop: tuple[Flask, Faults, str], faults: Faults) -> None:
    faults.path, faults.without = "/static/art/", "Content-Security-Policy"
    status, steps, last = smoke(shop[2])
    assert (status, last) == (1, "2 failed: headers, picture")
    assert "missing or weak: Content-Security-Policy" in steps["headers"]
    assert "answered 500 instead of 200" in steps["picture"]


def test_where_nothing_answers_nothing_more_is_tried() -> None:
    with closing(server.reserve(HERE, 0)) as taken:
        port = taken.getsockname()[1]
    status, steps, last = smoke(f"http://{HERE}:{port}")
    assert (status, last) == (1, "1 failed: home page")
    assert steps["home page"].startswith("DOWN")
    assert "Connection refused" in steps["home page"]
    assert "search" not in steps


def test_a_name_that_leads_nowhere_is_told() -> None:
    status, steps, _ = smoke("http://shop.invalid")
    assert status == 1
    assert steps["home page"].startswith("DOWN")


def test_a_token_that_the_shop_does_not_know_fails_and_none_is_left_out(
    shop: tuple[Flask, Faults, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(shop[0].config, "TRUSTED_HOPS", 1)
    assert "FAILED" in smoke(shop[2], SMOKE_TOKEN="k" * 32)[1]["purchase"]
    status, steps, _ = smoke(shop[2], SMOKE_TOKEN="")
    assert status == 0
    assert "left out: needs SMOKE_TOKEN" in steps["purchase"]
    monkeypatch.setitem(shop[0].config, "SMOKE_TOKEN", "k" * 32)
    assert smoke(shop[2], SMOKE_TOKEN="k" * 32)[1]["purchase"].startswith("ok")


def certificate(folder: Path, ends_at: datetime) -> Path:
    """A certificate for this machine that signs itself, with its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(ends_at - timedelta(days=90))
        .not_valid_after(ends_at)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HERE))]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("days", "verdict"), [(-1, "FAILED"), (5, "FAILED"), (60, "ok")], ids=["expired", "about to expire", "good"]
)
def test_a_certificate_that_ends_is_told_before_and_after(days: int, verdict: str, tmp_path: Path) -> None:
    pem = certificate(tmp_path, datetime.now(UTC) + timedelta(days=days, hours=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with HTTPServer((HERE, 0), BaseHTTPRequestHandler) as web:
        web.socket = context.wrap_socket(web.socket, server_side=True, do_handshake_on_connect=True)
        Thread(target=web.serve_forever, daemon=True).start()
        try:
            status, steps, _ = smoke(f"https://{HERE}:{web.server_address[1]}", SSL_CERT_FILE=str(pem))
        finally:
            web.shutdown()
    assert status == 1
    assert steps["certificate"].startswith(verdict)
    assert ("expired" in steps["certificate"]) == (days < 0)
