"""What the shop counts of itself while it runs, in the words of Prometheus. Each process counts for itself.

Names and meanings stand here alone; whoever has something to count calls a function of this module. What is asked of
the database instead, such as how many jobs wait, stands in monitoring/.
"""

from functools import lru_cache
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)

disable_created_metrics()  # type: ignore[no-untyped-call]

COUNTED: Final = CollectorRegistry()
"""Everything that this process has counted, and what the system says of it."""
for _of_the_process in (ProcessCollector, PlatformCollector, GCCollector):
    _of_the_process(registry=COUNTED)

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""A page takes some milliseconds, the longest wait for the database six seconds."""

REQUESTS: Final = Counter("marketplace_requests", "Answered requests.", ("part", "method", "status"), registry=COUNTED)
REQUEST_SECONDS: Final = Histogram(
    "marketplace_request_seconds", "Until an answer begins to go out.", ("part",), buckets=SECONDS, registry=COUNTED
)
STATEMENTS: Final = Counter("marketplace_statements", "Statements that requests sent.", registry=COUNTED)
DATABASE_SECONDS: Final = Counter(
    "marketplace_database_seconds", "How long requests waited for the database.", registry=COUNTED
)
PAGES: Final = Counter(
    "marketplace_kept_pages",
    "Pages that may be kept: sent again (hit), or drawn (miss).",
    ("result",),
    registry=COUNTED,
)
STOCK_REFUSALS: Final = Counter(
    "marketplace_stock_refusals", "Wishes for more units than were left.", ("at",), registry=COUNTED
)
JOBS: Final = Counter("marketplace_jobs_done", "Jobs that a worker tried.", ("kind", "outcome"), registry=COUNTED)
JOB_SECONDS: Final = Counter("marketplace_job_seconds", "How long jobs took.", ("kind",), registry=COUNTED)
MAILS: Final = Counter(
    "marketplace_mails", "Tries to send a mail, by what came of them.", ("outcome",), registry=COUNTED
)


@lru_cache(maxsize=4_096)
def _of_part(part: str, method: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(part, method, str(status)), REQUEST_SECONDS.labels(part)


def count_request(part: str, method: str, status: int, seconds: float, statements: int, database: float) -> None:
    """A request to this part of the shop was answered, after so many seconds and statements."""
    requests, durations = _of_part(part, method, status)
    requests.inc()
    durations.observe(seconds)
    if statements:
        STATEMENTS.inc(statements)
        DATABASE_SECONDS.inc(database)


def count_kept_page(*, hit: bool) -> None:
    """A page that may be kept went out: again as it was, or drawn anew."""
    (_HITS if hit else _MISSES).inc()


def count_stock_refusal(at: str) -> None:
    """Somebody wanted more than was left, `at` the "basket" or the "order"."""
    STOCK_REFUSALS.labels(at).inc()


def count_job(kind: str, outcome: str, seconds: float) -> None:
    """A worker tried a job: it is "done", "not done", "failed" by a fault of the shop's, or was "lost" to another."""
    JOBS.labels(kind, outcome).inc()
    JOB_SECONDS.labels(kind).inc(seconds)


def count_mail(outcome: str) -> None:
    """A mail was "sent", "refused" for good, or has "failed" and is tried again."""
    MAILS.labels(outcome).inc()


_HITS, _MISSES = PAGES.labels("hit"), PAGES.labels("miss")
