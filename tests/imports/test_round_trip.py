"""Goods that are saved as a table and sent back are the same goods: import(export(x)) = x."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marketplace import spreadsheets
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.drafts.content import BLANK, LONGEST
from marketplace.catalogue.models import ContentUnit, ShipScope, StorageClass
from marketplace.catalogue.ocop_sets import OCOP_SETS
from marketplace.imports.checking import Checker, read_row
from marketplace.imports.exporting import HEADING, lines_of
from marketplace.imports.goods import DRAFT, Known, Names
from marketplace.imports.intake import headed
from marketplace.imports.models import RowState
from marketplace.imports.queries import by_field
from marketplace.names import NameIllegible, check_legible
from marketplace.text import clean_line, clean_text, fold, slug

ODD = st.sampled_from(
    ["=1+1", "'=x", '="a"', "-", "@SUM", "#N/A", "TRUE", "1e5", "007", "2026-05-02", "_x0041_", "a;b,c\td|e"]
)


def text(most: int, clean: Any) -> st.SearchStrategy[str]:
    written = st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"]), max_size=min(most, 40))
    return (written | ODD).map(lambda each: clean(each, most))


def is_name(text: str) -> bool:
    """Whether goods can have it: no editor and no table lets any other through."""
    try:
        check_legible(text)
    except NameIllegible:
        return False
    return bool(slug(text)) and not fold(text).startswith("vi du ")


NAMES = text(160, clean_line).filter(is_name)
PRICES = st.integers(1_000, 100_000_000)


@st.composite
def packs(draw: st.DrawFn, ref: str) -> dict[str, Any]:
    price_vnd = draw(st.integers(10_000, 100_000_000))
    return {
        "ref": ref,
        "pack_vi": f"Gói {draw(st.integers(1, 999))} g {ref}",
        "pack_en": draw(text(80, clean_line)),
        "content_amount": draw(st.integers(1, 50_000)),
        "content_unit": draw(st.sampled_from(ContentUnit)),
        "gross_grams": draw(st.none() | st.integers(1, 50_000)),
        "price_vnd": price_vnd,
        "price_breaks": draw(st.sampled_from([[], [[2, price_vnd - 1_000]], [[2, price_vnd - 1], [9, price_vnd - 9]]])),
    }


@st.composite
def goods(draw: st.DrawFn) -> Known:
    content: dict[str, Any] = dict(BLANK)
    for name, most in LONGEST.items():
        content[name] = draw(text(most, clean_text if name.startswith("description") else clean_line))
    content |= {
        "name_vi": draw(NAMES),
        "category": draw(st.sampled_from([each.slug for each in CATEGORIES])),
        "ocop_set": draw(st.sampled_from(["", *(each.code for each in OCOP_SETS)])),
        "season_months": draw(st.integers(0, 4095)),
        "shelf_life_days": draw(st.none() | st.integers(1, 3_650)),
        "storage_class": draw(st.sampled_from(StorageClass)),
        "ship_scope": draw(st.sampled_from(ShipScope)),
        "is_fragile": draw(st.booleans()),
        "is_ocop_applicant": draw(st.booleans()),
        "packs": [draw(packs(ref)) for ref in ("GL-500", "00000000e123")[: draw(st.integers(0, 2))]],
    }
    left = {pack["ref"]: draw(st.integers(0, 100_000)) for pack in content["packs"]}
    return Known(f"{DRAFT}000000000001", "000000000001", content, left)


WRITERS = {
    "csv": lambda lines: spreadsheets.write_csv(HEADING, lines),
    "xlsx": lambda lines: spreadsheets.write_xlsx([("Món hàng", HEADING, lines)]),
}


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(known=goods())
def test_what_was_exported_changes_nothing_when_it_is_imported(kind: str, known: Known) -> None:
    sheet = spreadsheets.read(WRITERS[kind](lines_of([known])))
    heading, mapped, rows = headed(sheet.rows)
    assert (tuple(heading), mapped.missing) == (HEADING, ())
    names = Names()
    names.add(known.key, known.code, known.content["name_vi"], [pack["ref"] for pack in known.packs])
    checker, count = Checker(names), 0
    for row in rows:
        reading = read_row(by_field(mapped.fields, row.cells))
        checked = checker.check(row.number, reading, checker.target_of(reading), known)
        assert (checked.state, checked.problems, checked.plan["fields"]) == (RowState.SAME, [], [])
        count += 1
    assert count == max(len(known.packs), 1), "a draft without any is a row, too"
