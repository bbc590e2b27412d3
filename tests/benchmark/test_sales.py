"""A short run: what the ledger adds to a sale can be measured, and it sends no more statements than it may."""

from benchmark import sales
from tests.databases import Engine


def test_the_ledger_adds_two_statements_to_a_delivery_and_none_to_an_order(database: Engine, demo_shop: str) -> None:
    address = database.create("sold", template=demo_shop)
    found = sales.measure(database.name, address, 0, pairs=1)
    database.drop("sold")
    assert [found.more(step) for step in sales.STEPS] == [0, 2]
    assert all(spent > 0 for step in sales.STEPS for spent, _sent in found.booked[step] + found.plain[step])
    assert all(sent == 0 for step in sales.STEPS for _spent, sent in found.plain[step])
    assert "delivering costs" in str(found)
