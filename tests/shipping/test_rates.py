from datetime import date, timedelta
from itertools import pairwise

from marketplace.places.zones import Zone
from marketplace.shipping.rates import TABLES, table_on


def test_tables_follow_each_other_in_time() -> None:
    assert all(earlier.valid_from < later.valid_from for earlier, later in pairwise(TABLES))


def test_every_table_prices_every_zone() -> None:
    assert all(set(table.rates) == set(Zone) for table in TABLES)


def test_a_table_holds_from_its_first_day() -> None:
    last = TABLES[-1]
    assert table_on(last.valid_from) is last
    assert table_on(date(2100, 1, 1)) is last
    assert table_on(TABLES[0].valid_from - timedelta(days=1)) is TABLES[0]
