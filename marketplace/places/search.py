"""Find a commune by a few letters of its present or former name."""

from dataclasses import dataclass
from functools import cache

from marketplace.places.models import Commune, Match, Province
from marketplace.places.registry import KINDS, FormerUnit, folded_name, former_units, registry
from marketplace.text import fold, nfc

PRESENT, FORMER_WARD, FORMER_DISTRICT = range(3)
LONGEST_QUERY = 100
WARD, CITY = "Phường", "Thành phố"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One name by which communes are found: `own` folded, `words` with its kind and the units around it.

    `label` is the name as it is written, `formerly` the same when it is a former one.
    """

    age: int
    own: str
    words: str
    label: str
    formerly: str
    communes: tuple[Commune, ...]


def search(query: str, province_code: str | None = None, limit: int = 20) -> list[Match]:
    """Communes whose present or former name, or former district, fits the query; best first, each once.

    Accents and commas do not matter and words may be unfinished: "luong son, hoa b" finds what was made of
    Lương Sơn in Hòa Bình. With a province code only communes there.
    """
    query = query[:LONGEST_QUERY]
    words = fold(query).split()
    if not words:
        return []
    asked = _without_kind(words)
    spelled = nfc(query).lower().strip()
    hits = sorted(
        (_rank(entry, words, asked, spelled), at, entry)
        for at, entry in enumerate(_index())
        if _fits(entry, words, asked)
    )
    found: dict[str, Match] = {}
    for _, _, entry in hits:
        for commune in entry.communes:
            if province_code in (None, commune.province.code):
                found.setdefault(commune.code, Match(commune, entry.formerly))
    return list(found.values())[:limit]


def _without_kind(words: list[str]) -> str:
    """What was typed, without a leading "xã" or "huyện"; "quan 1" stays as it is."""
    text = " ".join(words)
    kind = next((kind for kind in KINDS if text.startswith(f"{kind} ")), "")
    rest = text.removeprefix(kind).strip()
    return text if rest[0].isdigit() else rest


def _fits(entry: _Entry, words: list[str], asked: str) -> bool:
    """The name contains the first word asked for, and every word begins one of the words around it."""
    return f" {asked.split()[0]}" in entry.own and all(f" {word}" in entry.words for word in words)


def _rank(entry: _Entry, words: list[str], asked: str, spelled: str) -> tuple[int, bool, bool, int, int]:
    """Whole names before beginnings before middles; then the same kind, the same accents where some were typed, present
    before former, larger before smaller.
    """
    own = entry.own.strip()
    place = 0 if f"{asked} ".startswith(f"{own} ") else 1 if own.startswith(asked) else 2
    other_kind = not entry.words.startswith(f" {' '.join(words)}")
    other_accents = not spelled.isascii() and spelled not in entry.label.lower()
    return place, other_kind, other_accents, entry.age, _size(entry.communes[0])


def _size(commune: Commune) -> int:
    """Wards of the cities before those of the provinces, and both before what lies in the country."""
    return 0 if commune.kind == WARD and commune.province.kind == CITY else 1 if commune.kind == WARD else 2


@cache
def _index() -> tuple[_Entry, ...]:
    present = (_present(commune) for commune in registry().communes.values())
    return (*present, *(_former(unit) for unit in former_units()))


def _present(commune: Commune) -> _Entry:
    own = folded_name(commune.short_name)
    words = f" {folded_name(commune.kind)} {own} {_around(commune.province)}"
    return _Entry(PRESENT, f" {own}", words, commune.name, "", (commune,))


@cache
def _around(province: Province) -> str:
    return fold(" ".join((province.short_name, *province.former_names)))


def _former(unit: FormerUnit) -> _Entry:
    age = FORMER_WARD if unit.ward else FORMER_DISTRICT
    words = " ".join(("", folded_name(unit.ward), folded_name(unit.district), folded_name(unit.province)))
    own = unit.ward_key or unit.district_key
    return _Entry(age, f" {own}", f" {words.strip()}", unit.ward or unit.district, unit.label, unit.communes)
