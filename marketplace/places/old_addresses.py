"""From an address as it was written before 1 July 2025, with its district, to the communes of today."""

import re

from marketplace.places.models import Match
from marketplace.places.registry import FormerUnit, folded_name, former_units
from marketplace.text import fold

_SHORT = {
    "p": "phuong",
    "f": "phuong",
    "x": "xa",
    "q": "quan",
    "h": "huyen",
    "tt": "thi tran",
    "tx": "thi xa",
    "tp": "thanh pho",
    "hcm": "ho chi minh",
    "tphcm": "thanh pho ho chi minh",
    "hn": "ha noi",
}
_GLUED_NUMBER = re.compile(r"\b(p|f|q|phuong|quan)0*(\d{1,2})\b")
_LEADING_ZERO = re.compile(r"\b(phuong|quan) 0+(\d)")

WARD, DISTRICT, PROVINCE, KIND = 3, 4, 2, 1
NOTHING = 0, 0


def find_by_old_address(text: str, limit: int = 8) -> list[Match]:
    """Present communes that an old address may lie in, the likeliest first; empty when nothing was recognised.

    Reads "Xóm 3, xã Hợp Tiến, huyện Kim Bôi, Hòa Bình" as well as "P5 Q1 TPHCM" or "hop tien kim boi". A former
    commune that was divided gives several; without a commune all that its district became. The person chooses.
    """
    address = _normalised(text)
    scores = [(_score(unit, address), unit) for unit in former_units()]
    best = max(score for score, _ in scores)
    found: dict[str, Match] = {}
    for unit in (unit for score, unit in scores if score == best > NOTHING):
        for commune in unit.communes:
            found.setdefault(commune.code, Match(commune, unit.label))
    return list(found.values())[:limit]


def _normalised(text: str) -> str:
    """Folded, with the usual abbreviations spelled out, between spaces."""
    folded = _GLUED_NUMBER.sub(r"\1 \2", fold(text[:300]))
    spelled = " ".join(_SHORT.get(word, word) for word in folded.split())
    return " " + _LEADING_ZERO.sub(r"\1 \2", spelled) + " "


def _score(unit: FormerUnit, address: str) -> tuple[int, int]:
    """How much of the unit is named, and how many words its own name has; NOTHING when it is not named itself.

    A province's name may also be its capital's ("TP Hòa Bình"), so the address is read with and without it.
    """
    points = _points(unit, address)
    for key in unit.province_keys:
        at = address.rfind(f" {key} ")
        if at >= 0 and (lower := _points(unit, address[: at + 1])):
            points = max(points, lower + PROVINCE)
    return (points, len((unit.ward_key or unit.district_key).split())) if points else NOTHING


def _points(unit: FormerUnit, address: str) -> int:
    """The larger unit stands behind the smaller: "xã Lương Sơn, huyện Lương Sơn" are two different ones."""
    district, before = _named(unit.district_key, unit.district, DISTRICT, address)
    if not unit.ward:
        return district
    ward, _ = _named(unit.ward_key, unit.ward, WARD, before)
    return ward + district if ward else 0


def _named(key: str, name: str, points: int, address: str) -> tuple[int, str]:
    """Points when the name stands in the address, one more with its kind; and what stands in front of it."""
    at = address.rfind(f" {key} ")
    if at < 0:
        return 0, address
    before = address[: at + 1]
    return points + KIND * before.endswith(f" {folded_name(name).removesuffix(key)}"), before
