"""A short run: buyers of one lot and of a lot each can be measured side by side."""

from benchmark import rush
from tests.databases import Engine


def test_buyers_of_one_lot_are_measured_beside_buyers_of_a_lot_each(database: Engine) -> None:
    address = database.create("rushed", template="template")
    found = rush.measure(database.name, address, buyers=3, turns=1)
    database.drop("rushed")
    assert found.times > 0
    assert "3 buyers of one lot" in str(found)
