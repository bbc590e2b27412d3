"""What Prometheus is told, and where."""

import socket
from datetime import timedelta
from urllib.request import urlopen

import pytest
import time_machine
from flask import Flask
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from config_monitoring import Bind
from marketplace import jobs, run_results, stock
from marketplace.clock import now
from marketplace.database import NoAnswer, db, transaction
from marketplace.jobs import Job
from marketplace.monitoring.exposition import Exposition
from marketplace.run_results import Outcome
from marketplace.stock.actions import Sale
from marketplace.stock.errors import SoldOut
from tests import factories
from tests.client import Client
from tests.work import work


def value(figures: CollectorRegistry, name: str, **labels: str) -> float:
    """A figure; 0 when it was never counted."""
    return figures.get_sample_value(name, labels) or 0.0


def test_requests_are_counted_by_part_method_and_status_with_their_time(
    client: Client, figures: CollectorRegistry
) -> None:
    home = {"part": "catalogue", "method": "GET", "status": "200"}
    nowhere = {"part": "nowhere", "method": "GET", "status": "404"}
    before = [value(figures, "marketplace_requests_total", **labels) for labels in (home, nowhere)]
    timed = value(figures, "marketplace_request_seconds_count", part="catalogue")
    asked = value(figures, "marketplace_statements_total")
    client.get("/"), client.get("/khong-co")
    after = [value(figures, "marketplace_requests_total", **labels) for labels in (home, nowhere)]
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 1]
    assert value(figures, "marketplace_request_seconds_count", part="catalogue") == timed + 1
    assert value(figures, "marketplace_statements_total") > asked


def test_a_made_up_method_makes_no_figure_of_its_own(client: Client, figures: CollectorRegistry) -> None:
    client.open("/", method="XYZZY")
    assert value(figures, "marketplace_requests_total", part="nowhere", method="XYZZY", status="405") == 0
    assert value(figures, "marketplace_requests_total", part="nowhere", method="OTHER", status="405") >= 1


def test_jobs_that_wait_and_those_given_up_are_told_by_kind_with_the_oldest_age(
    app: Flask, figures: CollectorRegistry
) -> None:
    with transaction():
        for minutes in (9, 3):
            jobs.enqueue("sms", {}, due_at=now() - timedelta(minutes=minutes))
        jobs.enqueue("sms", {}, due_at=now() + timedelta(minutes=1))
        db.session.add(Job(kind="slow_mail", last_error="no", due_at=None, failed_at=now()))
        db.session.add(Job(kind="mail", last_error="no", due_at=now() + timedelta(minutes=1)))
    assert value(figures, "marketplace_jobs_waiting", kind="sms") == 2
    assert 540 <= value(figures, "marketplace_jobs_oldest_seconds", kind="sms") < 600
    assert value(figures, "marketplace_jobs_failed", kind="slow_mail") == 1
    assert value(figures, "marketplace_jobs_retried", kind="mail") == 1


def test_how_a_run_ended_is_told_with_the_time_of_the_last_clean_one(app: Flask, figures: CollectorRegistry) -> None:
    with transaction():
        run_results.write_down(run_results.BACKUP, Outcome.CLEAN)
    clean_at = now().timestamp()
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        with transaction():
            run_results.write_down(run_results.BACKUP, Outcome.UNASKED, "the disk\nis full")
        ended_at = now().timestamp()
    assert value(figures, "marketplace_run_clean", run="backup") == 0
    assert value(figures, "marketplace_run_unasked", run="backup") == 1
    assert value(figures, "marketplace_run_ended_timestamp_seconds", run="backup") == pytest.approx(ended_at, abs=1)
    assert value(figures, "marketplace_run_clean_timestamp_seconds", run="backup") == pytest.approx(clean_at, abs=5)
    assert [result.details for result in run_results.latest()] == ["the disk is full"]


def test_the_work_of_workers_and_refused_stock_are_counted(app: Flask, figures: CollectorRegistry) -> None:
    done = value(figures, "marketplace_jobs_done_total", kind="finished_jobs", outcome="done")
    refused = value(figures, "marketplace_stock_refusals_total", at="order")
    work("finished_jobs")
    jar = factories.product().variants[0]
    with pytest.raises(SoldOut):
        stock.take([Sale(variant_id=jar.id, quantity=10_000, order_line_id=1, name="Mật ong")])
    assert value(figures, "marketplace_jobs_done_total", kind="finished_jobs", outcome="done") == done + 1
    assert value(figures, "marketplace_stock_refusals_total", at="order") == refused + 1


def test_a_database_that_is_silent_is_told_and_takes_no_other_figure_away(
    app: Flask, figures: CollectorRegistry, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert value(figures, "marketplace_database_answers") == 1

    def silent(_kinds: object) -> None:
        raise NoAnswer("SELECT", {}, Exception("no answer"))

    monkeypatch.setattr(jobs, "waiting", silent)
    assert figures.get_sample_value("marketplace_database_answers") == 0
    assert value(figures, "marketplace_database_connections_limit") > 0
    assert figures.get_sample_value("marketplace_kept_pages_bytes") is not None


def test_each_process_takes_the_first_port_that_is_free_and_no_page_of_the_shop_shows_figures(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        first = taken.getsockname()[1]
        monkeypatch.setitem(committed_app.config, "METRICS_BIND", Bind("127.0.0.1", first, first + 3))
        exposition = Exposition()
        exposition.open_once(committed_app), exposition.open_once(committed_app)
    try:
        port = exposition.server.server_address[1]
        assert first < port <= first + 3
        with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            families = {family.name for family in text_string_to_metric_families(answer.read().decode())}
    finally:
        exposition.close()
    assert {"marketplace_requests", "marketplace_database_connections", "process_resident_memory_bytes"} <= families
    assert committed_app.test_client().get("/metrics").status_code == 404


def test_without_a_setting_there_is_no_port(committed_app: Flask) -> None:
    assert committed_app.config["METRICS_BIND"] is None
    exposition = Exposition()
    exposition.open_once(committed_app)
    assert exposition.server is None
