"""Traces as a collector gets them over HTTP, on loopback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from marketplace import tracing
from marketplace.database import db, transaction
from marketplace.notifications import enqueue_mail
from marketplace.tracing import Tracing
from tests import factories
from tests.client import Client
from tests.work import work


class Collector(ThreadingHTTPServer):
    """Keeps the spans that it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Receiver)
        self.spans: list[Any] = []
        self.paths: set[str] = set()


class Receiver(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        sent = ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.paths.add(self.path)
        self.server.spans += [s for r in sent.resource_spans for scope in r.scope_spans for s in scope.spans]
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_said: Any) -> None:
        """The test says what it must."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextmanager
def traced(collector: Collector) -> Iterator[None]:
    """For so long spans are sent to the collector; at the end all of them are there."""
    tracing.tracing.start(f"http://127.0.0.1:{collector.server_address[1]}/", "marketplace")
    try:
        yield
    finally:
        tracing.tracing.end()


def facts(span: Any) -> dict[str, Any]:
    return {each.key: each.value.string_value or each.value.int_value for each in span.attributes}


def test_a_request_is_a_span_and_its_statements_lie_within(client: Client, collector: Collector) -> None:
    product = factories.product()
    db.session.commit()
    with traced(collector):
        answer = client.get(f"/p/{product.slug}?bi=mat")
    (page,) = [span for span in collector.spans if span.name == "GET product.show"]
    texts = ((span, facts(span).get("db.query.text", "")) for span in collector.spans)
    statements = [span for span, text in texts if text and "SAVEPOINT" not in text]  # those are the test's own
    assert collector.paths == {"/v1/traces"}
    assert facts(page) == {"http.response.status_code": 200, "reference": answer.headers["X-Request-ID"]}
    assert statements
    assert [facts(span) for span in statements if span.parent_span_id != page.span_id] == []
    assert all(page.start_time_unix_nano <= span.start_time_unix_nano for span in statements)
    assert all(span.end_time_unix_nano <= page.end_time_unix_nano for span in statements)
    assert product.slug not in str(collector.spans), "neither addresses nor values travel"


def test_a_job_is_a_span(app: Flask, collector: Collector) -> None:
    with transaction():
        enqueue_mail(recipient="lan@example.test", subject="Đơn", body="Chào")
    with traced(collector):
        work("mail")
    (job,) = [span for span in collector.spans if span.name == "job mail"]
    assert any(span.parent_span_id == job.span_id for span in collector.spans)
    assert "lan@example.test" not in str(collector.spans)


def test_without_a_collector_nothing_is_traced_and_a_span_costs_nothing(client: Client) -> None:
    assert tracing.tracing.tracer is None
    with tracing.span("anything") as span:
        assert span is None
    assert client.get("/").status_code == 200


def test_libraries_that_are_missing_stop_no_shop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    own = Tracing()
    own.start("http://127.0.0.1:9", "marketplace")
    assert own.tracer is None
    assert "install requirements-traces.txt" in caplog.text
