"""The table of what makes the shop easy names tests that there are."""

import re

from tests.house.sources import ROOT

TABLE = ROOT / "docs/usability.md"


def test_every_rule_of_use_names_tests_that_there_are() -> None:
    rows = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    named = [set(re.findall(r"`(test_\w+)`", row)) for row in rows]
    assert all(named), "each rule has its test"
    there = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/browser").glob("test_*.py"))
    assert {name for names in named for name in names if f"def {name}(" not in there} == set()
