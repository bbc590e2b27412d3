"""A short run: an import can be measured, and it holds its locks no longer than it may."""

from unittest.mock import patch

from benchmark import tables
from benchmark.tables import Found
from tests.databases import Engine


def test_an_import_is_measured_with_its_memory_and_its_transactions(database: Engine, demo_shop: str) -> None:
    address = database.create("tables", template=demo_shop)
    with patch.object(tables, "FEW", 20):
        measured = tables.within(address, 0, 30)
    database.drop("tables")
    found = Found(database.name, 30, seeded=measured["imported"], **measured)
    assert 0 < found.usual_ms <= found.longest_ms
    assert found.imported > 0
    assert not found.is_exceeded
    assert "1.00 ≤ 3" in str(found)
