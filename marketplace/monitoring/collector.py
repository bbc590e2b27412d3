"""What is asked only when somebody looks: the database about jobs, runs and money, this process about its stores."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Final

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from marketplace import deadlines, jobs, run_results
from marketplace.clock import now
from marketplace.database import NoAnswer, NoConnection, db
from marketplace.run_results import Outcome

Row = tuple[tuple[str, ...], float]

DATABASE: Final = ("marketplace_database_answers", "1 when the database answered what this scrape asked, else 0.")
POOL: Final = ("marketplace_database_connections", "Connections of this process, by whether somebody uses one.")
POOL_SIZE: Final = ("marketplace_database_connections_limit", "The most connections that this process opens.")
STORE: Final = ("marketplace_kept_pages_bytes", "Bytes of the pages that this process keeps.")
WAITING: Final = ("marketplace_jobs_waiting", "Jobs that are due and not in hand.")
OLDEST: Final = ("marketplace_jobs_oldest_seconds", "How long the oldest of them has been due.")
RETRIED: Final = ("marketplace_jobs_retried", "Jobs that did not work and are tried again.")
FAILED: Final = ("marketplace_jobs_failed", "Jobs that are tried no more until an operator starts them again.")
RUN_CLEAN: Final = ("marketplace_run_clean", "1 when the last run found nothing wrong, else 0.")
RUN_UNASKED: Final = ("marketplace_run_unasked", "1 when somebody gave no answer in the last run, else 0.")
RUN_ENDED: Final = ("marketplace_run_ended_timestamp_seconds", "When the last run ended.")
RUN_CLEAN_AT: Final = ("marketplace_run_clean_timestamp_seconds", "When a run was clean last.")


class Facts(Collector):
    """Asks at each scrape, three statements within the time that a page has; says so when no answer comes."""

    def __init__(self, app: Any, kinds: Iterable[str]) -> None:
        self._context: Callable[[], AbstractContextManager[Any]] = app.app_context
        self._extensions, self._kinds = app.extensions, sorted(kinds)

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing: whoever registers it need not ask the database for that."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """All that is known now."""
        with self._context(), deadlines.page():
            yield from self._of_this_process()
            try:
                facts = [*self._jobs(), *_runs()]
            except (NoAnswer, NoConnection):
                yield gauge(DATABASE, [((), 0)])
            else:
                yield from [gauge(DATABASE, [((), 1)]), *facts]

    def _of_this_process(self) -> Iterator[GaugeMetricFamily]:
        pool: Any = db.engine.pool
        if hasattr(pool, "checkedout"):
            in_use = pool.checkedout()
            yield gauge(POOL, [(("in use",), in_use), (("idle",), pool.checkedin())], "state")
            yield gauge(POOL_SIZE, [((), pool.size() + pool._max_overflow)])
        yield gauge(STORE, [((), self._extensions["page_cache"].kept.bytes)])

    def _jobs(self) -> Iterator[GaugeMetricFamily]:
        moment, waiting = now(), jobs.waiting(self._kinds)
        yield gauge(WAITING, [((each.kind,), each.number) for each in waiting], "kind")
        yield gauge(OLDEST, [((each.kind,), (moment - each.oldest_due_at).total_seconds()) for each in waiting], "kind")
        troubled = jobs.troubled_kinds()
        yield gauge(RETRIED, [((each.kind,), each.retried) for each in troubled if each.retried], "kind")
        yield gauge(FAILED, [((each.kind,), each.failed) for each in troubled if each.failed], "kind")


def _runs() -> Iterator[GaugeMetricFamily]:
    """How the last audit, backup and so on ended."""
    runs = run_results.latest()
    yield gauge(RUN_CLEAN, [((run.name,), run.outcome is Outcome.CLEAN) for run in runs], "run")
    yield gauge(RUN_UNASKED, [((run.name,), run.outcome is Outcome.UNASKED) for run in runs], "run")
    yield gauge(RUN_ENDED, [((run.name,), _seconds(run.ended_at)) for run in runs], "run")
    yield gauge(RUN_CLEAN_AT, [((run.name,), _seconds(run.clean_at)) for run in runs if run.clean_at], "run")


def _seconds(moment: datetime) -> float:
    return moment.timestamp()


def gauge(what: tuple[str, str], rows: Iterable[Row], *labels: str) -> GaugeMetricFamily:
    """A figure with a row for each value of its labels."""
    family = GaugeMetricFamily(*what, labels=labels)
    for values, value in rows:
        family.add_metric(values, value)
    return family
