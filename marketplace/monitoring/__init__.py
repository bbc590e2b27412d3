"""What Prometheus fetches from each process of the shop, at an address of its own."""

from marketplace.monitoring.exposition import open_once

__all__ = ["open_once"]
