"""Provinces and communes as people type them into a field, one in each line."""

from marketplace import places
from marketplace.errors import DomainError
from marketplace.places import Commune, Province
from marketplace.text import N_, clean_line, fold


class CommuneUnclear(DomainError):
    """A line of the list names no commune, or more than one."""

    sentence = N_("Không rõ “%(line)s” là xã nào. Ghi cả tỉnh, ví dụ: Xã Mường Động, Phú Thọ")


def parse_communes(text: str) -> tuple[str, ...]:
    """Read communes, one in each line, by name with the province or by code. Raises CommuneUnclear."""
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(parse_commune(line).code for line in lines if line))


def parse_commune(line: str) -> Commune:
    """Read one of them. Raises CommuneUnclear."""
    if known := places.find_commune(line):
        return known
    found = [match.commune for match in places.search(line)]
    same = [commune for commune in found if fold(commune.line()) == fold(line)]
    if len(same or found) != 1:
        raise CommuneUnclear(line=clean_line(line, 40))
    return (same or found)[0]


def parse_areas(text: str) -> tuple[str, ...]:
    """Read provinces and communes, one in each line: a province alone means all of it, by its name of today.

    Raises CommuneUnclear.
    """
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(_area(line) for line in lines if line))


def area_lines(codes: tuple[str, ...]) -> str:
    """The same as it is typed."""
    whole = [_province(code) for code in codes]
    names = [each.short_name for each in whole if each]
    communes = (places.find_commune(code) for code in codes)
    return "\n".join([*names, *(each.line() for each in communes if each)])


def _area(line: str) -> str:
    names = {fold(name): each.code for each in places.provinces() for name in (each.short_name, each.name)}
    return names.get(fold(line)) or parse_commune(line).code


def _province(code: str) -> Province | None:
    return next((each for each in places.provinces() if each.code == code), None)
