"""The settings of watching the shop, read for config.py: figures for Prometheus, and traces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from config_money import SettingError

HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Bind:
    """Where processes show their figures: each takes the first free port, `first` and `last` included."""

    host: str
    first: int
    last: int


def read(environ: Mapping[str, str]) -> dict[str, Any]:
    """The settings; raises SettingError with the remedy when one is wrong."""
    return {
        "METRICS_BIND": _bind(environ.get("METRICS_BIND", "")),
        "OTEL_EXPORTER_OTLP_ENDPOINT": _collector(environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", "")),
    }


def _bind(text: str) -> Bind | None:
    if not text:
        return None
    host, _, ports = text.rpartition(":")
    first, _, last = ports.partition("-")
    try:
        bind = Bind(host.strip("[]"), int(first), int(last or first))
    except ValueError:
        bind = Bind("", 0, 0)
    if not bind.host or not 0 < bind.first <= bind.last <= HIGHEST_PORT:
        raise SettingError(
            f"METRICS_BIND is {text!r}; set it to an address of this machine that the public does not reach, with a port "
            "for each process, such as 127.0.0.1:9464-9479."
        )
    return bind


def _collector(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_there = not url or (parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0)
    except ValueError:
        is_there = False
    if not is_there:
        raise SettingError(
            f"OTEL_EXPORTER_OTLP_ENDPOINT is {url!r}; set it to a collector's address, such as http://127.0.0.1:4318."
        )
    return url
