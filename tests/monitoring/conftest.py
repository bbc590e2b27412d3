import json
from typing import Any

import pytest
from flask import Flask
from prometheus_client import CollectorRegistry

from marketplace.monitoring.exposition import registry_of
from marketplace.web import request_log


@pytest.fixture
def figures(app: Flask) -> CollectorRegistry:
    """What Prometheus would be told now."""
    return registry_of(app)


class Lines:
    """The lines of the requests, read."""

    def __init__(self) -> None:
        self.raw: list[str] = []

    @property
    def read(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.raw]


@pytest.fixture
def lines(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Lines:
    """The lines of this test's requests, written as in production."""
    found = Lines()
    monkeypatch.setattr(app.wsgi_app, "line", request_log._json_line)
    monkeypatch.setattr(app.wsgi_app, "say", found.raw.append)
    return found
