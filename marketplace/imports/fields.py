"""Reading cells: what each column may hold. Nothing is guessed; what is unclear is said with the way to mend it."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from marketplace import money, stock
from marketplace.catalogue.actions import check_price
from marketplace.catalogue.categories import CATEGORIES
from marketplace.catalogue.drafts.content import LONGEST
from marketplace.catalogue.errors import NameMissing
from marketplace.catalogue.ocop_sets import OCOP_SETS
from marketplace.catalogue.packs import parse_content, parse_days, parse_grams
from marketplace.catalogue.price_breaks import LOWEST_PRICE_VND
from marketplace.errors import DomainError
from marketplace.imports.columns import CHOICES, choice, name_of
from marketplace.imports.errors import (
    BreaksUnclear,
    CategoryUnknown,
    CellIsDate,
    CellIsError,
    CellIsFormula,
    CellIsMerged,
    CellTooLong,
    ChoiceUnknown,
    CodeBecameNumber,
    ContentUnclear,
    ExampleRow,
    MonthsUnclear,
    PriceRefused,
    PriceTooLow,
    PriceUnclear,
)
from marketplace.money import format_vnd
from marketplace.names import check_legible
from marketplace.spreadsheets import Cell, Odd, OddKind
from marketplace.text import clean_line, clean_text, fold, slug

LONGEST_PACK: Final = 80
LINES: Final = frozenset({"description_vi", "description_en"})
ODD: Final = {
    OddKind.DATE: CellIsDate,
    OddKind.ERROR: CellIsError,
    OddKind.FORMULA: CellIsFormula,
    OddKind.MERGED: CellIsMerged,
}
UNITS: Final = {fold(name): unit for unit, names in CHOICES["unit"].items() for name in names}
SCALES: Final = {"g": ("g", 1), "kg": ("g", 1_000), "ml": ("ml", 1), "litre": ("ml", 1_000), "piece": ("piece", 1)}
MEASURE: Final = re.compile(r"(?<![\w.,])(\d[\d.,]*)\s*([^\W\d_]+(?: lọc)?)")
MONTHS: Final = re.compile(r"(?:tháng\s*)?(\d{1,2})(?:\s*(?:-|–|đến)\s*(?:tháng\s*)?(\d{1,2}))?", re.IGNORECASE)
EXAMPLE: Final = "vi du "
ALL_YEAR: Final = frozenset({"ca nam", "quanh nam", "all year", "0"})


def shown(cell: Cell) -> str:
    """A cell as the person sees it."""
    if isinstance(cell, Odd):
        return "" if cell.kind == OddKind.MERGED else cell.text
    if isinstance(cell, bool):
        return name_of("yes", "yes" if cell else "no")
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def text_of(cell: Cell) -> str:
    """The cell as a text. Raises CellIsFormula, CellIsError, CellIsDate or CellIsMerged."""
    if isinstance(cell, Odd):
        raise ODD[cell.kind](text=cell.text)
    return shown(cell).strip()


def read_code(cell: Cell) -> str:
    """A code of ours. Raises CodeBecameNumber for what a spreadsheet has made of it."""
    if isinstance(cell, int | float):
        raise CodeBecameNumber()
    return text_of(cell).lower()


def read_text(field: str, most: int) -> Callable[[Cell], str]:
    """The reader of a text. Raises CellTooLong."""

    def read(cell: Cell) -> str:
        text = text_of(cell)
        clean = clean_text(text, len(text)) if field in LINES else clean_line(text, len(text))
        if len(clean) > most:
            raise CellTooLong(most=most, count=len(clean))
        return clean

    return read


def read_name(cell: Cell) -> str:
    """The name of goods. Raises ExampleRow, NameIllegible or NameMissing besides."""
    name = read_text("name_vi", LONGEST["name_vi"])(cell)
    if fold(name).startswith(EXAMPLE):
        raise ExampleRow()
    check_legible(name)
    if not slug(name):
        raise NameMissing()
    return name


def read_price(cell: Cell) -> int:
    """A price in dong. Raises PriceUnclear, PriceTooLow, PriceRefused or UnreadableAmount."""
    if isinstance(cell, float):
        raise PriceUnclear()
    price_vnd = cell if isinstance(cell, int) and not isinstance(cell, bool) else money.parse_vnd(text_of(cell))
    if 0 < price_vnd < LOWEST_PRICE_VND:
        meant = _grouped(price_vnd * 1_000)
        raise PriceTooLow(price=price_vnd, meant=meant, suggestion=meant)
    try:
        check_price(price_vnd)
    except DomainError as error:
        raise PriceRefused() from error
    return price_vnd


def _grouped(amount: int) -> str:
    return format_vnd(amount).split("\u00a0")[0]


def read_left(cell: Cell) -> int:
    """How many units are left. Raises CountRefused."""
    text = text_of(cell)
    return stock.parse_count(
        re.sub(r"[ .,](?=\d{3}(?!\d))", "", text) if re.match(r"[1-9]\d{0,2}[ .,]", text) else text
    )


def read_content(cell: Cell) -> tuple[int, str]:
    """How much a pack holds and in which unit. Raises ContentUnclear or ContentRefused."""
    found = set(_measures(text_of(cell)))
    if len(found) != 1:
        raise ContentUnclear()
    return found.pop()


def _measures(text: str) -> list[tuple[int, str]]:
    """Each amount with a known unit, in grams, millilitres or pieces."""
    found = []
    for number, word in MEASURE.findall(clean_line(text)):
        if unit := UNITS.get(fold(word)) or UNITS.get(fold(word.split()[0])):
            base, scale = SCALES[unit]
            found.append((parse_grams(f"{number} kg") if scale > 1 else parse_content(number), base))
    return found


def read_pack(cell: Cell) -> tuple[str, tuple[int, str] | None]:
    """What a pack is called, and what it holds where its name says that once."""
    name = read_text("pack_vi", LONGEST_PACK)(cell)
    try:
        found = set(_measures(name))
    except DomainError:
        found = set()
    return name, found.pop() if len(found) == 1 else None


def read_category(cell: Cell) -> str:
    """The address of a category, by its name in any spelling. Raises CategoryUnknown."""
    text = clean_line(text_of(cell))
    wanted = fold(text)
    for each in CATEGORIES:
        if wanted in (fold(each.slug), fold(each.name_vi), fold(each.name_en)):
            return each.slug
    raise CategoryUnknown(text=text)


def read_set(cell: Cell) -> str:
    """The code of an OCOP set. Raises ChoiceUnknown."""
    wanted = fold(text_of(cell))
    for each in OCOP_SETS:
        if wanted in (fold(each.code), fold(each.name_vi), fold(each.name_en)):
            return each.code
    raise ChoiceUnknown(names="; ".join(each.name_vi for each in OCOP_SETS))


def read_choice(kind: str) -> Callable[[Cell], str]:
    """The reader of one of a few words. Raises ChoiceUnknown."""

    def read(cell: Cell) -> str:
        value = choice(kind, text_of(cell))
        if value is None:
            raise ChoiceUnknown(names=", ".join(name_of(kind, each) for each in CHOICES[kind]))
        return value

    return read


def read_yes(cell: Cell) -> bool:
    """Yes or no. Raises ChoiceUnknown."""
    return read_choice("yes")(cell) == "yes"


def read_breaks(cell: Cell) -> list[list[int]]:
    """Lower prices from quantities on. Raises BreaksUnclear or UnreadableAmount."""
    found = []
    for part in filter(None, (each.strip() for each in text_of(cell).split(";"))):
        start, colon, price = part.partition(":")
        if not (colon and start.strip().isascii() and start.strip().isdecimal() and len(start.strip()) < 4):
            raise BreaksUnclear()
        found.append([int(start), money.parse_vnd(price)])
    return found


def read_months(cell: Cell) -> int:
    """A season as a bit mask. Raises MonthsUnclear."""
    text = text_of(cell)
    if fold(text) in ALL_YEAR:
        return 0
    mask = 0
    for part in filter(None, (each.strip() for each in re.split(r"[,;.]", text))):
        typed = MONTHS.fullmatch(part)
        if typed is None or not all(1 <= int(month) <= 12 for month in typed.groups() if month):
            raise MonthsUnclear()
        mask |= _season(int(typed[1]), int(typed[2] or typed[1]))
    if not mask:
        raise MonthsUnclear()
    return mask


def _season(first: int, last: int) -> int:
    length = (last - first) % 12 + 1
    return sum(1 << ((first - 1 + step) % 12) for step in range(length))


def read_photos(cell: Cell) -> list[str]:
    """The names of files, without the folders that they lay in."""
    names = (re.split(r"[/\\]", clean_line(name))[-1] for name in re.split(r"[;|\n]", text_of(cell)))
    return [name for name in names if name]


READERS: Final[Mapping[str, Callable[[Cell], Any]]] = {
    **{name: read_text(name, most) for name, most in LONGEST.items()},
    "product": read_code,
    "pack": read_code,
    "name_vi": read_name,
    "pack_vi": read_pack,
    "pack_en": read_text("pack_en", LONGEST_PACK),
    "price_vnd": read_price,
    "left": read_left,
    "category": read_category,
    "ocop_set": read_set,
    "content": read_content,
    "gross_grams": lambda cell: parse_grams(text_of(cell)),
    "price_breaks": read_breaks,
    "shelf_life_days": lambda cell: parse_days(text_of(cell)),
    "season_months": read_months,
    "storage_class": read_choice("storage_class"),
    "ship_scope": read_choice("ship_scope"),
    "is_fragile": read_yes,
    "is_ocop_applicant": read_yes,
    "photos": read_photos,
}
