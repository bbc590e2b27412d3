"""Traces by OpenTelemetry: where a request or a job spent its time. Off unless a collector is named.

The libraries are an extra (requirements-traces.txt); without them, or without OTEL_EXPORTER_OTLP_ENDPOINT, everything
here does nothing. Spans name endpoints, statements and kinds of jobs, never an address or a value.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import time_ns
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

log = logging.getLogger(__name__)


class Tracing:
    """Where the spans of this process go; nowhere until `start`."""

    def __init__(self) -> None:
        self.provider: TracerProvider | None = None
        self.tracer: Any = None

    def start(self, endpoint: str, service: str) -> None:
        """Send spans to the collector at this address, some at a time and from a thread of its own."""
        try:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
            from opentelemetry.sdk.resources import Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor
        except ImportError:
            log.error("traces are wanted and their libraries are missing: install requirements-traces.txt")
            return
        self.end()
        self.provider = TracerProvider(resource=Resource.create({"service.name": service}), shutdown_on_exit=False)
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
        self.provider.add_span_processor(BatchSpanProcessor(exporter))
        self.tracer = self.provider.get_tracer("marketplace")

    def end(self) -> None:
        """Send what is left, and trace no more."""
        if self.provider is not None:
            self.provider.shutdown()
        self.provider = self.tracer = None


tracing = Tracing()


@contextmanager
def span(name: str, **attributes: str) -> Iterator[Any]:
    """What is done in the block is a span, and what is asked of the database in it lies within; None when off."""
    if tracing.tracer is None:
        yield None
        return
    with tracing.tracer.start_as_current_span(name, attributes=attributes) as begun:
        yield begun


def note_statement(statement: str, seconds: float) -> None:
    """A statement has just been answered, which took so long. It holds placeholders, no values."""
    if tracing.tracer is not None:
        ended = time_ns()
        verb = statement.lstrip().partition(" ")[0]
        noted = tracing.tracer.start_span(
            verb, start_time=ended - int(seconds * 1e9), attributes={"db.query.text": statement}
        )
        noted.end(ended)
