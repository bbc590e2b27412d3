"""nginx as deploy/ sets it up: what it gives out by itself, what it keeps off, and what it never asks twice."""

import gzip
import json
import shutil
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from marketplace import create_app
from marketplace.web.media import FOR_EVERYBODY
from tests.deploy.machine import Machine
from tests.deploy.visitors import HOST, Visitor
from tests.running import eventually

SHOPS_OWN = {"Content-Security-Policy": "default-src 'self'", "X-Content-Type-Options": "nosniff"}
SHOPS_OWN |= {"X-Frame-Options": "DENY", "Referrer-Policy": "same-origin"}
SHOPS_OWN |= {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class Behind(ThreadingHTTPServer):
    """Stands for the web processes: notes what it is asked, and ends in the midst of it when told to."""

    address_family = socket.AF_UNIX
    daemon_threads = True

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(str(path), Handler)  # type: ignore[arg-type]
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.dying = False

    def server_bind(self) -> None:
        self.socket.bind(str(self.server_address))


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Behind

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path, dict(self.headers)))
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.server.dying:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        content = json.dumps({"bytes": len(body)}).encode()
        self.send_response(200)
        for name, value in (SHOPS_OWN | {"Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        if self.path.startswith("/anh/"):
            self.send_header("Cache-Control", "no-store" if "hidden" in self.path else "public, max-age=31536000")
            if "hidden" not in self.path:
                self.send_header("X-Accel-Expires", "600")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = answer

    def address_string(self) -> str:
        return "nginx"

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Machine, Behind]]:
    """nginx by the commands of the page, with a stand-in behind it."""
    made = Machine(with_parts=False)
    made.root.publish()
    shutil.copytree(made.root.origin, made.root.at("/opt/gui"))
    made.follow("5. nginx and TLS")
    behind = Behind(made.root.at("/run/gui/web.sock"))
    Thread(target=behind.serve_forever, daemon=True).start()
    yield made, behind
    behind.shutdown()
    behind.server_close()
    made.remove()


@pytest.fixture
def visitor(front: tuple[Machine, Behind]) -> Visitor:
    return front[0].visitor()


def asked(front: tuple[Machine, Behind], path: str) -> list[tuple[str, str, dict[str, str]]]:
    """What the shop was asked for at this path."""
    return [each for each in front[1].asked if each[1] == path]


def test_the_shop_hears_from_nginx_who_the_visitor_is_and_not_from_the_visitor(
    front: tuple[Machine, Behind], visitor: Visitor
) -> None:
    visitor.headers = {"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.test"}
    visitor.get("/who")
    ((_, _, heard),) = asked(front, "/who")
    assert (heard["X-Forwarded-For"], heard["X-Forwarded-Proto"], heard["X-Forwarded-Host"]) == (
        visitor.address,
        "https",
        HOST,
    )


def test_a_page_bears_each_of_the_shops_headers_once(visitor: Visitor) -> None:
    headers = visitor.raw("GET", "/page")[1]
    assert {name: headers[name.lower()] for name in SHOPS_OWN} == SHOPS_OWN


def test_static_files_come_without_the_shop_compressed_and_for_a_year(
    front: tuple[Machine, Behind], visitor: Visitor
) -> None:
    made, _ = front
    folder = made.root.at("/var/lib/gui/static/files/css")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "shop.1a2b3c4d.css").write_text("body { color: red }")
    (folder / "shop.1a2b3c4d.css.gz").write_bytes(gzip.compress(b"body { color: red }"))
    visitor.headers = {"Accept-Encoding": "gzip"}
    status, headers, content = visitor.raw("GET", "/static/css/shop.1a2b3c4d.css")
    assert (status, gzip.decompress(content)) == (200, b"body { color: red }")
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-type"] == "text/css"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["strict-transport-security"] == SHOPS_OWN["Strict-Transport-Security"]
    assert asked(front, "/static/css/shop.1a2b3c4d.css") == []


def test_a_picture_is_asked_of_the_shop_once_and_a_hidden_one_each_time(
    front: tuple[Machine, Behind], visitor: Visitor
) -> None:
    for path, times in (("/anh/shown-400.webp", 1), ("/anh/hidden-400.webp", 2)):
        for _ in range(2):
            status, headers, _ = visitor.raw("GET", path)
            assert status == 200
            assert "x-accel-expires" not in headers
        assert len(asked(front, path)) == times


def test_the_shop_tells_nginx_for_how_long_a_picture_may_go_out() -> None:
    assert FOR_EVERYBODY["X-Accel-Expires"] == "600"


@pytest.mark.parametrize("path", ["/healthz/live", "/healthz/ready", "/metrics"])
def test_what_watches_the_shop_is_not_for_the_world(path: str, front: tuple[Machine, Behind], visitor: Visitor) -> None:
    assert visitor.raw("GET", path)[0] == 404
    assert asked(front, path) == []


def test_a_get_whose_process_ended_is_asked_again_and_a_post_never(
    front: tuple[Machine, Behind], visitor: Visitor
) -> None:
    front[1].dying = True
    try:
        answers = {
            method: visitor.raw(method, "/dying", "" if method == "POST" else None) for method in ("GET", "POST")
        }
    finally:
        front[1].dying = False
    assert [method for method, _, _ in asked(front, "/dying")] == ["GET", "GET", "POST"]
    for status, headers, page in answers.values():
        assert (status, headers["retry-after"], headers["cache-control"]) == (503, "5", "no-store")
        assert "Chợ đang bận" in page.decode()
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_one_address_is_kept_to_its_share_while_others_come(front: tuple[Machine, Behind]) -> None:
    eager, other = front[0].visitor(), front[0].visitor()
    statuses = [eager.raw("POST", "/order", "")[0] for _ in range(60)]
    assert statuses[:30] == [200] * 30
    assert 429 in statuses
    assert "Có quá nhiều yêu cầu" in eager.raw("POST", "/order", "")[2].decode()
    assert other.raw("POST", "/order", "")[0] == 200
    assert eager.raw("GET", "/order")[0] == 200


def test_notices_of_a_bank_are_not_counted_with_what_visitors_send(front: tuple[Machine, Behind]) -> None:
    bank = front[0].visitor()
    assert {bank.raw("POST", "/webhooks/sepay", "{}")[0] for _ in range(60)} == {200}


def test_a_body_is_read_to_the_end_before_the_shop_hears_of_it(front: tuple[Machine, Behind], visitor: Visitor) -> None:
    assert json.loads(visitor.raw("POST", "/photos", b"x" * 3_000_000)[2]) == {"bytes": 3_000_000}
    status, _, page = visitor.raw("POST", "/too-big", b"x" * (41 * 1024 * 1024))
    assert status == 413
    assert "36 MB" in page.decode()
    assert asked(front, "/too-big") == []


def test_nginx_takes_more_than_the_shop_so_that_the_shops_own_page_refuses(front: tuple[Machine, Behind]) -> None:
    text = (front[0].root.at("/etc/nginx/sites-enabled") / "gui.conf").read_text()
    assert "client_max_body_size 40m;" in text
    assert create_app({"TESTING": True}).config["MAX_CONTENT_LENGTH"] < 40 * 1024 * 1024


def test_without_tls_a_visitor_is_led_to_the_shops_own_address(front: tuple[Machine, Behind]) -> None:
    with socket.create_connection(("127.0.0.1", front[0].http)) as caller:
        caller.sendall(b"GET /p/x?a=b HTTP/1.0\r\nHost: evil.test\r\n\r\n")
        answer = caller.recv(4000).decode()
    assert answer.startswith("HTTP/1.1 301")
    assert f"Location: https://{HOST}/p/x?a=b\r\n" in answer


def test_no_path_is_logged_because_links_in_letters_are_secrets(
    front: tuple[Machine, Behind], visitor: Visitor
) -> None:
    visitor.get("/don/a-secret-token")
    log = front[0].root.at("/var/log/nginx/gui.log")
    assert eventually(lambda: visitor.address in log.read_text())
    assert "a-secret-token" not in log.read_text()
