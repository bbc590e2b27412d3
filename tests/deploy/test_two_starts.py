"""Two processes that are started in the same moment on one empty database."""

from pathlib import Path

import pytest

from tests.databases import Engine
from tests.running import address_of, process

pytestmark = pytest.mark.long


def test_both_open_and_the_schema_is_made_once(database: Engine, tmp_path: Path) -> None:
    settings = {"DATABASE_URL": database.create("two_starts")}
    said = []
    with process(tmp_path, "--empty", **settings) as first, process(tmp_path, "--empty", **settings) as second:
        try:
            addresses = {address_of(each) for each in (first, second)}
        finally:
            for each in (first, second):
                each.terminate()
                said.append(each.communicate()[0])
    database.drop("two_starts")
    assert len(addresses) == 2
    assert [each.returncode for each in (first, second)] == [0, 0], said
