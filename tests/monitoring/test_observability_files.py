"""The dashboard and the alerts name only figures that there are, with the labels that these have."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from flask import Flask
from prometheus_client import CollectorRegistry

from marketplace import metrics, run_results
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.jobs import Job
from marketplace.monitoring.exposition import registry_of
from marketplace.run_results import Outcome
from tests.house.sources import ROOT

FOLDER = ROOT / "deploy" / "observability"
NAME = re.compile(r"\b(?:marketplace|process)_[a-z_]+")
LABELS = re.compile(r"\bby \(([^)]*)\)|([a-z]+)(?==~?\"|!~\")")
OF_PROMETHEUS = {"instance", "job", "le"}


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, Any]] = group["rules"]
    return found


def panels() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((FOLDER / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    return found


def questions() -> Iterator[str]:
    yield from (rule["expr"] for rule in alerts())
    yield from (target["expr"] for panel in panels() for target in panel["targets"])


@pytest.fixture
def told(app: Flask) -> dict[str, set[str]]:
    """Every figure that can be told, with the labels that it may have."""
    metrics.count_request("catalogue", "GET", 200, 0.01, 3, 0.005)
    metrics.count_job("mail", "done", 0.1)
    metrics.count_mail("sent")
    metrics.count_stock_refusal("order")
    with transaction():
        db.session.add(Job(kind="mail", due_at=now()))
        db.session.add(Job(kind="mail", last_error="no", due_at=None, failed_at=now()))
        db.session.add(Job(kind="sms", last_error="no", due_at=now()))
        run_results.write_down(run_results.AUDIT, Outcome.CLEAN)
    registry: CollectorRegistry = registry_of(app)
    return {sample.name: set(sample.labels) for family in registry.collect() for sample in family.samples}


def test_every_figure_and_label_that_is_asked_for_is_told(told: dict[str, set[str]]) -> None:
    asked = 0
    for question in questions():
        names = set(NAME.findall(question))
        assert names or question.startswith("up"), question
        assert names <= told.keys(), question
        labels = {part.strip() for found in LABELS.findall(question) for part in [*found[0].split(","), found[1]]}
        known = OF_PROMETHEUS.union(*(told[name] for name in names))
        assert labels - {""} <= known, question
        asked += 1
    assert asked >= 30


def test_a_figure_that_does_not_exist_would_be_noticed(told: dict[str, set[str]]) -> None:
    assert "marketplace_request_total" not in told
    assert NAME.findall("rate(marketplace_request_total[5m])") == ["marketplace_request_total"]


def test_each_of_the_ten_alerts_says_what_it_is_and_what_to_do() -> None:
    assert len({rule["alert"] for rule in alerts()}) == 10
    for rule in alerts():
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert len(rule["annotations"]["summary"]) > 20
        assert len(rule["annotations"]["runbook"]) > 100, rule["alert"]


def test_the_dashboard_has_a_title_a_place_and_a_question_for_each_panel() -> None:
    assert len({panel["id"] for panel in panels()}) == len(panels()) == len({panel["title"] for panel in panels()})
    for panel in panels():
        assert panel["targets"]
        assert panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24
