"""Where figures and traces go is said by settings, which are refused with a sentence when they are wrong."""

import os
from pathlib import Path

import pytest
from flask import Flask

import config
from config_monitoring import Bind
from marketplace.monitoring.exposition import Exposition


def bind(text: str, tmp_path: Path) -> object:
    return config.load({"DATA_DIR": str(tmp_path), "METRICS_BIND": text})["METRICS_BIND"]


def test_a_port_a_range_of_ports_or_none_can_be_named(tmp_path: Path) -> None:
    assert bind("127.0.0.1:9464", tmp_path) == Bind("127.0.0.1", 9464, 9464)
    assert bind("[::1]:9464-9479", tmp_path) == Bind("::1", 9464, 9479)
    assert bind("", tmp_path) is None


@pytest.mark.parametrize(
    "wrong", ["9464", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:9479-9464", "::1:0", ":9464"]
)
def test_an_address_without_host_or_ports_is_refused(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="METRICS_BIND is .*9464-9479"):
        bind(wrong, tmp_path)


@pytest.mark.parametrize("wrong", ["127.0.0.1:4318", "grpc://127.0.0.1:4317", "http://", "http://host:0", "http://["])
def test_a_collector_that_cannot_be_reached_over_http_is_refused(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="OTEL_EXPORTER_OTLP_ENDPOINT"):
        config.load({"DATA_DIR": str(tmp_path), "OTEL_EXPORTER_OTLP_ENDPOINT": wrong})


def test_a_process_that_is_forked_off_takes_a_port_of_its_own(
    committed_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(committed_app.config, "METRICS_BIND", Bind("127.0.0.1", 29_464, 29_499))
    exposition, ports, servers = Exposition(), [], []
    for process in (1, 1, 2):
        monkeypatch.setattr(os, "getpid", lambda process=process: process)
        exposition.open_once(committed_app)
        ports.append(exposition.server.server_address[1])
        servers.append(exposition.server)
    assert ports[0] == ports[1] < ports[2]
    for server in set(servers):
        server.shutdown(), server.server_close()
