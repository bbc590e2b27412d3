"""Looks for known faults in what requirements.txt pins, in a copy of the OSV database; needs no network.

    python scripts/advisories.py FOLDER

FOLDER holds the copy: all.zip of OSV's list for PyPI, or its JSON files. It is fetched where there is a network, from
the bucket osv-vulnerabilities at PyPI/all.zip, and carried here. Exit status 0: none is known; 1: some are; 2: the copy
is missing or cannot be read; 3: it is so old that its silence means nothing.
"""

import json
import sys
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version
from pins import ROOT, Pin, normal, read

KNOWN, UNREADABLE, OLD = 1, 2, 3
Advisory = dict[str, Any]


class NoCopy(Exception):
    """There is nothing to look into."""


def advisories(folder: Path) -> Iterator[Advisory]:
    """All of them, one at a time. Raises NoCopy."""
    if not folder.is_dir():
        raise NoCopy(f"There is no folder {folder}.")
    loose, packed = sorted(folder.glob("*.json")), sorted(folder.glob("*.zip"))
    if not loose and not packed:
        raise NoCopy(f"{folder} holds neither all.zip of OSV's list for PyPI nor its JSON files.")
    try:
        for path in loose:
            yield json.loads(path.read_text(encoding="utf-8"))
        for path in packed:
            with zipfile.ZipFile(path) as archive:
                yield from (json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json"))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise NoCopy(f"The copy in {folder} cannot be read: {error}.") from error


def concerns(advisory: Advisory, pin: Pin) -> bool:
    """Whether the pinned version has the fault."""
    return "withdrawn" not in advisory and any(_affects(each, pin) for each in advisory.get("affected", ()))


def _affects(affected: dict[str, Any], pin: Pin) -> bool:
    package = affected.get("package", {})
    if package.get("ecosystem") != "PyPI" or normal(package.get("name", "")) != pin.name:
        return False
    ranges = [each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM"]
    return pin.version in affected.get("versions", ()) or any(_within(each["events"], pin.version) for each in ranges)


def _within(events: list[dict[str, str]], version: str) -> bool:
    """Whether the version lies after what brought the fault in and before what took it out, as OSV defines it."""
    at, has_it = Version(version), False
    for event in sorted(events, key=_place):
        (kind, where) = next(iter(event.items()))
        if kind == "introduced" and (where == "0" or _version(where) <= at):
            has_it = True
        elif (kind == "fixed" and _version(where) <= at) or (kind == "last_affected" and _version(where) < at):
            has_it = False
    return has_it


def _place(event: dict[str, str]) -> Version:
    return _version(next(iter(event.values())))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def main() -> int:
    """Look, say what was found, and give the exit status."""
    parser = ArgumentParser(description="Looks for known faults in what requirements.txt pins, without a network.")
    parser.add_argument("folder", type=Path, help="where the copy of OSV's list for PyPI lies")
    parser.add_argument("--oldest", type=int, default=30, metavar="DAYS", help="how old the copy may be (30)")
    parser.add_argument("--requirements", type=Path, default=ROOT / "requirements.txt")
    options = parser.parse_args()
    pins = {pin.name: pin for pin in read(options.requirements)}
    count, newest, found = 0, "", []
    try:
        for advisory in advisories(options.folder):
            count, newest = count + 1, max(newest, str(advisory.get("modified", "")))
            found += [(pin, advisory) for pin in _named(advisory, pins) if concerns(advisory, pin)]
    except NoCopy as error:
        return _say(f"NOT CHECKED: {error}", UNREADABLE)
    for pin, advisory in found:
        print(f"{pin.name} {pin.version}: {advisory['id']} {advisory.get('summary', '')}".rstrip())
    return _judged(len(pins), count, newest, len(found), timedelta(days=options.oldest))


def _named(advisory: Advisory, pins: dict[str, Pin]) -> list[Pin]:
    names = {normal(each.get("package", {}).get("name", "")) for each in advisory.get("affected", ())}
    return [pins[name] for name in sorted(names) if name in pins]


def _judged(packages: int, count: int, newest: str, found: int, oldest: timedelta) -> int:
    if found:
        return _say(f"{found} known faults in {packages} packages.", KNOWN)
    if not newest or datetime.fromisoformat(newest) < datetime.now(UTC) - oldest:
        told = newest[:10] or "no day"
        return _say(f"NOT CHECKED: the copy is of {told}, more than {oldest.days} days old; fetch it anew.", OLD)
    return _say(f"No known fault in {packages} packages among {count} advisories, the newest of {newest[:10]}.", 0)


def _say(sentence: str, status: int) -> int:
    print(sentence)
    return status


if __name__ == "__main__":
    sys.exit(main())
