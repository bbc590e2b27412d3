"""Provinces and communes: fixed facts of the state, held in memory and never changed by the shop."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_ENGLISH_KINDS = {
    "Tỉnh": "Province",
    "Thành phố": "City",
    "Phường": "Ward",
    "Xã": "Commune",
    "Đặc khu": "Special Zone",
}


RENAMED: Final = {"46": ("Thừa Thiên Huế",)}
"""Names that a province bore before, by its code: Huế until it became a city on 1 January 2025 (175/2024/QH15)."""


class Region(StrEnum):
    """The shop's own three delivery zones; merged provinces span the statistical regions."""

    NORTH = "north"
    CENTRAL = "central"
    SOUTH = "south"


@dataclass(frozen=True, slots=True)
class Unit:
    """A province or a commune. The code is the identity; kind and name may change by law."""

    code: str
    kind: str
    short_name: str

    @property
    def name(self) -> str:
        """The official name: "Tỉnh Phú Thọ"."""
        return f"{self.kind} {self.short_name}"

    @property
    def english_name(self) -> str:
        """The name in English sentences, spelled as on labels and maps: "Phú Thọ Province"."""
        return f"{self.short_name} {_ENGLISH_KINDS[self.kind]}"

    def name_in(self, locale: str) -> str:
        """The official name in that language."""
        return self.english_name if locale.startswith("en") else self.name


@dataclass(frozen=True, slots=True)
class Province(Unit):
    """A province or centrally run city, with a two-digit code.

    `formerly` names the provinces it was merged from on 1 July 2025, its own old name among them.
    """

    region: Region
    formerly: tuple[str, ...]

    @property
    def renamed(self) -> tuple[str, ...]:
        """What it was called itself before it was renamed."""
        return RENAMED.get(self.code, ())

    @property
    def former_names(self) -> tuple[str, ...]:
        """All names but its own under which it, or a part of it, was known."""
        return (*(name for name in self.formerly if name != self.short_name), *self.renamed)

    def __str__(self) -> str:
        """The name as sentences say it."""
        return self.short_name


@dataclass(frozen=True, slots=True)
class Commune(Unit):
    """A ward (phường), commune (xã) or special zone (đặc khu): the lowest unit, with a five-digit code."""

    province: Province

    @property
    def is_island(self) -> bool:
        """The 13 special zones are islands that parcels reach by ship."""
        return self.kind == "Đặc khu"

    def line(self, locale: str = "vi") -> str:
        """The end of an address: "Xã Mường Động, Phú Thọ", in English "Mường Động Commune, Phú Thọ"."""
        return f"{self.name_in(locale)}, {self.province.short_name}"


@dataclass(frozen=True, slots=True)
class Match:
    """A commune that fits what was typed; `formerly` is the old unit through which it was found, or empty."""

    commune: Commune
    formerly: str = ""
