"""The goods of the demo shop say all that a listing has to say, so that changing one asks for nothing else first."""

from typing import Any

import pytest

from marketplace.catalogue.drafts.content import BLANK, demanded_in
from marketplace.catalogue.ocop_sets import sets_in
from marketplace.demo import content


@pytest.mark.parametrize("row", content.products(), ids=lambda row: row["slug"])
def test_a_listing_could_be_sent_as_it_is(row: dict[str, Any]) -> None:
    told = BLANK | row
    assert [field for field in demanded_in(told) if not told[field]] == []
    assert row["ocop_set"] in {each.code for each in sets_in(row["category"])}
