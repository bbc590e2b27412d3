"""The two data files, read once when somebody first asks and kept for the life of the process."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from marketplace.places.models import Commune, Province, Region
from marketplace.text import fold

KINDS = ("thanh pho", "thi tran", "thi xa", "dac khu", "phuong", "huyen", "quan", "tinh", "xa")
folded_name = cache(fold)  # the same few thousand names come again and again


@dataclass(frozen=True, slots=True)
class Registry:
    """Every present unit by its code, in Vietnamese order."""

    provinces: dict[str, Province]
    communes: dict[str, Commune]
    communes_of: dict[str, tuple[Commune, ...]]


@dataclass(frozen=True, slots=True)
class FormerUnit:
    """A commune or, when `ward` is empty, a district as it was before 1 July 2025, with its present communes.

    The keys are folded names without their kind; numbers keep it, because "1" alone is in every address and
    "quan 1" is not. The province counts under its former and its present name.
    """

    ward: str
    district: str
    province: str
    ward_key: str
    district_key: str
    province_keys: tuple[str, ...]
    communes: tuple[Commune, ...]

    @property
    def label(self) -> str:
        """The unit as old certificates print it: "Xã Hợp Tiến, Huyện Kim Bôi, Tỉnh Hòa Bình"."""
        return ", ".join(part for part in (self.ward, self.district, self.province) if part)


@cache
def registry() -> Registry:
    """The present units."""
    rows = _read("units.json")
    provinces = {
        code: Province(code, kind, name, Region(region), tuple(formerly))
        for code, kind, name, region, formerly in rows["provinces"]
    }
    communes = {code: Commune(code, kind, name, provinces[home]) for code, kind, name, home in rows["communes"]}
    groups = defaultdict(list)
    for commune in communes.values():
        groups[commune.province.code].append(commune)
    return Registry(provinces, communes, {code: tuple(group) for code, group in groups.items()})


@cache
def former_units() -> tuple[FormerUnit, ...]:
    """Every former commune and district, in the order of the data file."""
    return tuple(
        unit
        for province, districts in _read("former.json").items()
        for district, wards in districts.items()
        for unit in _units(province, district, wards)
    )


def _units(province: str, district: str, wards: dict[str, str]) -> list[FormerUnit]:
    """The district and its communes."""
    present, communes_of = registry().communes, registry().communes_of
    units = {ward: tuple(present[code] for code in codes.split()) for ward, codes in wards.items() if ward}
    became = {code for codes in wards.values() for code in codes.split()}
    provinces = {present[code].province.code: present[code].province for code in sorted(became)}
    whole = tuple(commune for code in provinces for commune in communes_of[code] if commune.code in became)
    names = (province, *(name for each in provinces.values() for name in (each.short_name, *each.renamed)))
    keys = key_of(district), tuple(dict.fromkeys(key_of(name) for name in names))
    return [
        FormerUnit(ward, district, province, key_of(ward), *keys, communes)
        for ward, communes in {"": whole, **units}.items()
    ]


def key_of(name: str) -> str:
    """Folded name without its kind: "Huyện Kim Bôi" becomes "kim boi", but "Quận 1" becomes "quan 1"."""
    folded = folded_name(name)
    for kind in KINDS:
        short = folded.removeprefix(f"{kind} ")
        if short != folded:
            return f"{kind} {int(short)}" if short.isdigit() else short
    return folded


def _read(name: str) -> Any:
    return json.loads(files("marketplace.places").joinpath("data", name).read_text(encoding="utf-8"))
