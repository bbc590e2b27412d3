"""Zalo's two servers on this machine: messages from templates, and tokens whose refresh token works once.

A fault is what happens to the next message: `cut` sends it and drops the line, `lost` drops the line before, `broken`
answers 500 after sending, `page` a proxy's page inside a 200; a number is the error that Zalo answers.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

TEMPLATES = {"order_shipped": "312345", "refund_text": "312346", "purchase_placed": "312347", "new_order": "312348"}
SETTINGS: dict[str, Any] = {
    "ZALO_APP_ID": "4100000001",
    "ZALO_APP_SECRET": "an app's secret",
    "ZALO_REFRESH_TOKEN": "refresh-0",
    "ZALO_TEMPLATES": TEMPLATES,
}


@dataclass
class Zalo:
    """What it was sent and asked for. `refresh` and `access` are the only tokens that it takes."""

    url: str = ""
    sent: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str | int] = field(default_factory=list)
    renewals: int = 0
    access: str = ""
    refresh: str = "refresh-0"
    loses_tokens: bool = False

    def renew(self, form: dict[str, list[str]], secret: str | None) -> dict[str, Any]:
        if secret != SETTINGS["ZALO_APP_SECRET"] or form["refresh_token"] != [self.refresh]:
            return {"error": -14014, "error_name": "Invalid refresh token."}
        self.renewals += 1
        self.access, self.refresh = f"access-{self.renewals}", f"refresh-{self.renewals}"
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": "90000"}

    def take(self, body: dict[str, Any], token: str | None, fault: str | int) -> dict[str, Any]:
        if token != self.access:
            return {"error": -124, "message": "Access token invalid"}
        if isinstance(fault, int):
            return {"error": fault, "message": "No"}
        if fault != "lost":
            self.sent.append(body)
        quota = {"dailyQuota": "500", "remainingQuota": "499"}
        return {"error": 0, "message": "Success", "data": {"msg_id": f"m{len(self.sent)}", "quota": quota}}


@contextmanager
def zalo_server() -> Iterator[Zalo]:
    """Start it, and stop it afterwards."""
    zalo = Zalo()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/v4/oa/access_token":
                said = zalo.renew(parse_qs(content.decode()), self.headers["secret_key"])
                self.answer(200, None if zalo.loses_tokens else said)
                return
            assert self.path == "/message/template"
            token = self.headers["access_token"]
            fault = zalo.faults.pop(0) if zalo.faults and token == zalo.access else ""
            said = zalo.take(json.loads(content), token, fault)
            self.answer(500 if fault == "broken" else 200, None if fault in ("cut", "lost") else said, fault == "page")

        def answer(self, status: int, said: object, is_page: bool = False) -> None:
            if said is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.end_headers()
            self.wfile.write(b"<html>502</html>" if is_page else json.dumps(said).encode())

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    zalo.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield zalo
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
