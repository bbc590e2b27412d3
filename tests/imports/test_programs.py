"""Tables that three programs wrote (LibreOffice 7.4, openpyxl 3.1, and in JavaScript ExcelJS 4.4 and SheetJS 0.18).

They are kept as those programs wrote them, in tests/imports/files, with what they must give in expected.json.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from marketplace import spreadsheets
from marketplace.imports.cells import frozen
from marketplace.imports.checking import Checker, read_row
from marketplace.imports.goods import Names
from marketplace.imports.intake import headed, what_to_tell
from marketplace.imports.queries import by_field

FILES = Path(__file__).with_name("files")
EXPECTED: dict[str, Any] = json.loads((FILES / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_program_wrote_gives_what_was_meant_and_tells_the_rest(name: str) -> None:
    assert given(FILES / name) == EXPECTED[name]


def test_there_are_ten_and_each_is_expected_to_give_something() -> None:
    kept = {path.name for path in FILES.iterdir()} - {"expected.json"}
    assert len(kept) == 10
    assert kept == EXPECTED.keys()


def given(path: Path) -> dict[str, Any]:
    """What the file gives, as JSON has it."""
    sheet = spreadsheets.read(path.read_bytes())
    _heading, mapped, rows = headed(sheet.rows)
    checker, found = Checker(Names()), {}
    for row in rows:
        reading = read_row(by_field(mapped.fields, [frozen(cell) for cell in row.cells]))
        checked = checker.check(row.number, reading, checker.target_of(reading), None)
        problems = {each.field: each.sentence % each.params for each in checked.problems}
        found[str(row.number)] = {"values": reading.values, "problems": problems}
    told = [each["sentence"] % each["params"] for each in what_to_tell(sheet, mapped)]
    whole: dict[str, Any] = json.loads(json.dumps({"platform": mapped.platform, "told": told, "rows": found}))
    return whole
