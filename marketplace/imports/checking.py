"""Judging rows before anything is written: what each will do, and all that keeps it from that.

Nothing here asks the database: a row meets the goods it speaks of, and the rows before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from marketplace.catalogue.blocked_words import flags_in
from marketplace.catalogue.drafts.content import LONGEST, MOST_PACKS
from marketplace.catalogue.drafts.photos import MOST_PHOTOS
from marketplace.catalogue.price_breaks import check_breaks
from marketplace.errors import DomainError
from marketplace.imports.columns import BY_FIELD
from marketplace.imports.errors import (
    CellEmpty,
    CellRefused,
    PacksFull,
    PackWithoutContent,
    PhotoMissing,
    PhotoRefused,
    PhotosFull,
    RowsDisagree,
    SamePackTwice,
    WordBlocked,
)
from marketplace.imports.fields import READERS, shown
from marketplace.imports.goods import PRODUCT, Known, Names
from marketplace.imports.models import RowState, Values
from marketplace.imports.problems import Problem, problem
from marketplace.imports.storage import alike
from marketplace.spreadsheets import Cell, Odd
from marketplace.text import clean_line, clean_text, fold

CODES: Final = frozenset({"product", "pack"})


class Kind(StrEnum):
    """What a row does."""

    NEW = "new"
    PACK = "pack"
    CHANGE = "change"
    SAME = "same"


@dataclass
class Reading:
    """The values of a row's cells that are not empty, and what is wrong with the others."""

    values: Values = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    named_content: tuple[int, str] | None = None

    def complete(self) -> None:
        """Let a new pack size hold what its name says, where no other cell does."""
        if "content" in self.values or self.has_problem("content"):
            return
        if self.named_content:
            self.values["content"] = self.named_content
        elif "pack_vi" in self.values:
            self.refuse("pack_vi", PackWithoutContent())

    def refuse(self, name: str, error: DomainError) -> None:
        """One more problem, unless the field has one already."""
        if not any(each.field == name for each in self.problems):
            self.problems.append(problem(name, error))

    def has_problem(self, name: str) -> bool:
        """Whether something is wrong with this field."""
        return any(each.field == name for each in self.problems)


@dataclass(frozen=True)
class Checked:
    """What was found out about a row."""

    target: str
    state: RowState
    plan: Values
    problems: list[Problem]


def read_row(cells: Mapping[str, Cell]) -> Reading:
    """Read each cell by its column. An empty one says nothing: what stands there already stays."""
    reading = Reading()
    for name, cell in cells.items():
        if isinstance(cell, Odd) or shown(cell).strip():
            try:
                reading.values[name] = READERS[name](cell)
            except DomainError as error:
                reading.refuse(name, error)
    if "pack_vi" in reading.values:
        reading.values["pack_vi"], reading.named_content = reading.values["pack_vi"]
    return reading


class Checker:
    """Judges the rows of one table in their order."""

    def __init__(self, names: Names, photos: Values | None = None) -> None:
        self.names = names
        self.photos = {alike(name): refusal for name, refusal in (photos or {}).items()}
        self.packs: dict[tuple[str, str], int] = {}
        self.first: dict[str, tuple[int, Values]] = {}
        self.added: dict[str, int] = {}

    def target_of(self, reading: Reading) -> str:
        """The goods that the row speaks of; empty where that cannot be known."""
        if any(reading.has_problem(name) for name in CODES):
            return ""
        try:
            return self.names.find(reading.values)
        except DomainError as error:
            where = [name for name in ("pack", "product") if reading.values.get(name)]
            reading.refuse(where[0] if where else "name_vi", error)
            return ""

    def check(self, number: int, reading: Reading, target: str, known: Known | None) -> Checked:
        """Say what the row will do to the goods `known`, and what keeps it from that."""
        values = reading.values
        pack = known.find_pack(values.get("pack", ""), values.get("pack_vi", "")) if known else None
        if known is None or changes(values, known, pack):  # else what is unfinished may stay so
            self._check_filled(reading, known, pack)
        changed = changes(values, known, pack)
        self._check_words(reading, changed)
        self._check_prices(reading, changed, pack)
        self._check_photos(reading)
        if target:
            self._check_neighbours(number, reading, target, pack)
        plan = _plan(changed, known, pack)
        if reading.problems:
            return Checked(target, RowState.BAD, plan, _in_order(reading.problems))
        return Checked(target, RowState.SAME if plan["kind"] == Kind.SAME else RowState.GOOD, plan, [])

    def _check_filled(self, reading: Reading, known: Known | None, pack: Values | None) -> None:
        needed = [] if pack else ["pack_vi", "price_vnd"]
        needed += [] if known else ["name_vi"]
        for name in needed:
            if name not in reading.values:
                reading.refuse(name, CellEmpty())
        if not pack:
            reading.complete()

    def _check_words(self, reading: Reading, changed: Values) -> None:
        for name, text in changed.items():
            if name in LONGEST or name in {"pack_vi", "pack_en"}:
                for flag in flags_in(text)[:1]:
                    why, instead = flag.reason.why_vi, flag.reason.instead_vi
                    reading.refuse(name, WordBlocked(word=flag.text, why=why, instead=instead))

    def _check_prices(self, reading: Reading, changed: Values, pack: Values | None) -> None:
        if not {"price_vnd", "price_breaks"} & changed.keys():
            return
        price_vnd = changed.get("price_vnd", pack["price_vnd"] if pack else None)
        breaks = changed.get("price_breaks", pack["price_breaks"] if pack else [])
        if price_vnd is not None and breaks:
            try:
                check_breaks(price_vnd, tuple((start, lower) for start, lower in breaks))
            except DomainError as error:
                reading.refuse("price_breaks" if "price_breaks" in changed else "price_vnd", error)

    def _check_photos(self, reading: Reading) -> None:
        if (count := len(reading.values.get("photos", ()))) > MOST_PHOTOS:
            reading.refuse("photos", PhotosFull(most=MOST_PHOTOS, count=count))
        for name in reading.values.get("photos", ()):
            refusal = self.photos.get(alike(name))
            if refusal is None:
                reading.refuse("photos", PhotoMissing(name=name))
            elif refusal:
                reading.refuse("photos", PhotoRefused(name=name, why=refusal))

    def _check_neighbours(self, number: int, reading: Reading, target: str, pack: Values | None) -> None:
        """Two rows for one pack size, or that say different things of the same goods."""
        own = pack["ref"] if pack else fold(reading.values.get("pack_vi", ""))
        before = self.packs.setdefault((target, own), number) if own else number
        if before != number:
            reading.refuse("pack_vi", SamePackTwice(number=before))
        elif own and not pack:
            self.added[target] = self.added.get(target, 0) + 1
            if self.added[target] > MOST_PACKS:
                reading.refuse("pack_vi", PacksFull(most=MOST_PACKS))
        mine = {name: reading.values[name] for name in reading.values if BY_FIELD[name].of_product}
        first, told = self.first.setdefault(target, (number, mine))
        for name, value in mine.items():
            if name not in CODES and told.setdefault(name, value) != value:
                reading.refuse(name, _disagreeing(first, told[name]))


def _disagreeing(number: int, value: Any) -> CellRefused:
    return RowsDisagree(number=number, text=clean_line(f"{value}", 40))


def changes(values: Values, known: Known | None, pack: Values | None) -> Values:
    """Those values of a row that differ from what stands there; all of them where nothing does."""
    return dict(_changes(values, known, pack))


def _changes(values: Values, known: Known | None, pack: Values | None) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if name not in CODES and (name == "photos" or not _stands(name, value, known, pack)):
            yield name, value


def _stands(name: str, value: Any, known: Known | None, pack: Values | None) -> bool:
    """Whether this is what the goods say already."""
    if known is None or (pack is None and not BY_FIELD[name].of_product):
        return False
    if BY_FIELD[name].of_product or pack is None:
        return _is_same(value, known.content[name])
    if name == "left":
        return bool(value == known.left.get(pack["ref"]))
    return _is_same(value, (pack["content_amount"], pack["content_unit"]) if name == "content" else pack[name])


def _is_same(value: Any, present: Any) -> bool:
    """Texts may have lost on their way through a spreadsheet what nobody sees."""
    if isinstance(value, str) and isinstance(present, str):
        return clean_text(value, len(value)) == clean_text(present, len(present)) or value == clean_line(
            present, len(present)
        )
    return bool(value == present)


def _plan(changed: Values, known: Known | None, pack: Values | None) -> Values:
    """What the row will do, as far as a person wants to see it before."""
    kind = Kind.NEW if known is None else Kind.SAME if not changed else Kind.PACK if pack is None else Kind.CHANGE
    plan: Values = {"kind": kind, "fields": sorted(changed, key=list(BY_FIELD).index)}
    if known and pack:
        plan["on_sale"] = known.key.startswith(PRODUCT)
        if "price_vnd" in changed:
            plan["price"] = [pack["price_vnd"], changed["price_vnd"]]
        if "left" in changed:
            plan["left"] = [known.left.get(pack["ref"]), changed["left"]]
    return plan


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda each: list(BY_FIELD).index(each.field))
