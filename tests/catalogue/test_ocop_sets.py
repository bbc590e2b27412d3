"""The 26 sets of 2026 under the shop's categories."""

from marketplace.catalogue import CATEGORIES
from marketplace.catalogue.ocop_sets import OCOP_SETS, sets_in


def test_there_are_26_sets_in_six_sectors() -> None:
    assert len({each.code for each in OCOP_SETS}) == len(OCOP_SETS) == 26
    assert len({each.sector for each in OCOP_SETS}) == 6
    assert {each.legal_basis for each in OCOP_SETS} == {"26/2026/QĐ-TTg"}


def test_every_category_has_a_set_and_every_set_names_only_categories_that_exist() -> None:
    slugs = {category.slug for category in CATEGORIES}
    assert all(sets_in(slug) for slug in slugs)
    assert {slug for each in OCOP_SETS for slug in each.categories} == slugs
