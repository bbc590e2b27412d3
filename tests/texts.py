"""A gateway for text messages on this machine, which keeps what it is given."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

KEY = "a key"


@dataclass
class Texts:
    """What the gateway was sent, and what came by GET; `refuses` is the status with which it answers instead."""

    url: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    refuses: int = 0


@contextmanager
def text_gateway() -> Iterator[Texts]:
    """Start it, and stop it afterwards."""
    texts = Texts()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            texts.keys.add(self.headers["Authorization"])
            if not texts.refuses:
                texts.sent.append((body["to"], body["text"]))
            self.send_response(texts.refuses or 202)
            self.send_header("Location", f"{texts.url}/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:
            texts.asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    texts.url = f"http://127.0.0.1:{server.server_port}/messages"
    try:
        yield texts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
