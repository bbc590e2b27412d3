"""A short run: the ledger can be measured beside plain inserts, and verifying it takes little memory."""

from benchmark import books
from tests.databases import Engine


def test_books_are_measured_beside_plain_rows_and_verified_in_little_memory(database: Engine) -> None:
    found = books.measure(database, 0, 6_000)
    for name in ("booked", "plain"):
        database.drop(name)
    assert min(found.plain, found.booked) > 0
    assert found.verify_mib - found.idle_mib <= books.MOST_MIB
    assert "booked" in str(found)
