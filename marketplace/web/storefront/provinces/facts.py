"""What the pages of places count."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for

from marketplace import places
from marketplace.places import Commune, Province

GRADES = (5, 4, 3)


@dataclass(frozen=True)
class Grade:
    """How many goods carry so many stars today, and the list of them."""

    stars: int
    count: int
    url: str


def grades_of(counts: Iterable[Mapping[int, int]], **place: str) -> list[Grade]:
    """The numbers of goods with 5, 4 and 3 stars, summed up; `place` narrows the lists they lead to."""
    total: Counter[int] = Counter()
    for found in counts:
        total.update(found)
    return [
        Grade(stars, total[stars], url_for("catalogue.search", sao=stars, **place))  # type: ignore[arg-type]
        for stars in GRADES
    ]


def communes_of(province: Province, counts: Mapping[str, Mapping[int, int]]) -> list[tuple[Commune, int]]:
    """The communes from which there are goods, each with their number, in Vietnamese order."""
    found = [(each, sum(counts.get(each.code, {}).values())) for each in places.communes_in(province.code)]
    return [(commune, count) for commune, count in found if count]
