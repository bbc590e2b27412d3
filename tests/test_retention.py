"""How long things are kept stands in one place, which the code and the operating guide follow."""

import re

from marketplace import retention
from tests.house.sources import ROOT

USED = re.compile(r"""period\(['"](\w+)['"]\)""")


def test_the_operating_guide_tells_what_is_kept_and_why() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    table = guide.split("| Kept | For | Because |")[1].split("\n\n")[0]
    told = [tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in table.splitlines()[2:]]
    assert told == retention.rows()


def test_every_period_is_followed_by_the_code_and_the_code_follows_no_other() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "marketplace").rglob("*.py"))
    assert set(USED.findall(text)) == {name for name, each in retention.kept().items() if "days" in each}


def test_every_kind_has_its_reason() -> None:
    assert all(each["what"] and each["for"] and each["why"] for each in retention.kept().values())
