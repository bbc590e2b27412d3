"""Reading a file that names the receivers of a gift: each row is judged by itself, and nothing is guessed or kept."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any, Final

from marketplace import places, spreadsheets
from marketplace.accounts.phones import parse_phone
from marketplace.errors import DomainError
from marketplace.imports.columns import Column, columns_in, headings_of, meaning
from marketplace.imports.errors import CellEmpty, CellTooLong, ExampleRow, NoRows, TooManyRows
from marketplace.imports.fields import EXAMPLE, shown, text_of
from marketplace.imports.intake import headed
from marketplace.imports.problems import Problem, problem
from marketplace.imports.receiver_errors import (
    CommuneUnclear,
    CommuneUnknown,
    NoReceivers,
    ProvinceUnknown,
    ReceiverColumnsMissing,
    ReceiverTwice,
)
from marketplace.names import check_person
from marketplace.places import Commune, Province
from marketplace.spreadsheets import Cell, Odd, Row, write_csv, write_xlsx
from marketplace.text import clean_line, fold

COLUMNS: Final[tuple[Column, ...]] = tuple(columns_in("receivers.toml"))
HEADING: Final = tuple(column.title for column in COLUMNS)
REQUIRED: Final = tuple(column.field for column in COLUMNS if column.required)
LONGEST: Final = {
    "name": 120,
    "phone": 40,
    "province": 80,
    "commune": 120,
    "street": 200,
    "note": 300,
    "card_text": 160,
}
SHOWN_OF_MANY: Final = 4
SHORT: Final = re.compile(r"^(?:tp|t p|t|tinh|thanh pho)\b[. ]*(?=\w)|^tp(?=hcm|hn)")
SPOKEN: Final = {"hcm": "ho chi minh", "sai gon": "ho chi minh", "hn": "ha noi"}
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Receiver:
    """Somebody who gets a parcel. `phone` in E.164."""

    name: str
    phone: str
    commune: Commune
    street: str
    note: str = ""
    card_text: str = ""


@dataclass(frozen=True)
class ReadRow:
    """A row under the number that the spreadsheet shows, its cells as they can be typed again, and what is wrong."""

    number: int
    cells: Cells
    problems: tuple[Problem, ...] = ()
    receiver: Receiver | None = None


def read_receivers(data: bytes, *, most: int) -> list[ReadRow]:
    """The rows of a file, each judged. Raises what `spreadsheets.read` raises, NoReceivers, TooManyRows, or
    ReceiverColumnsMissing.
    """
    known = partial(meaning, known=headings_of(COLUMNS))
    try:
        _titles, mapped, rows = headed(spreadsheets.read(data).rows, known)
    except NoRows as error:
        raise NoReceivers() from error
    if missing := [column.title for column in COLUMNS if column.required and column.field not in mapped.fields]:
        raise ReceiverColumnsMissing(names="; ".join(missing))
    found = list(islice(rows, most + 1))
    if len(found) > most:
        raise TooManyRows(most=most)
    if not found:
        raise NoReceivers()
    return judge([(row.number, _by_field(row, mapped.fields)) for row in found])


def judge(rows: Iterable[tuple[int, Mapping[str, Cell]]]) -> list[ReadRow]:
    """Each row with what is wrong with it, also beside the rows before it."""
    seen: dict[Any, int] = {}
    return [_beside(_judged(number, cells), seen) for number, cells in rows]


def template_as_csv() -> bytes:
    """The headings with examples below them."""
    return write_csv(HEADING, [[column.examples[at] for column in COLUMNS] for at in range(2)])


def template_as_xlsx() -> bytes:
    """Headings to fill in; on a second sheet what each column holds."""
    told = [(column.title, "x" if column.required else "", column.help, *column.examples) for column in COLUMNS]
    guide = ("Cột", "Cần điền", "Ghi gì", "Ví dụ 1", "Ví dụ 2")
    return write_xlsx([("Người nhận", HEADING, ()), ("Hướng dẫn", guide, told)])


def _by_field(row: Row, fields: Sequence[str]) -> dict[str, Cell]:
    return {name: cell for name, cell in zip(fields, row.cells, strict=False) if name}


def _judged(number: int, cells: Mapping[str, Cell]) -> ReadRow:
    texts, problems = {}, []
    for column in COLUMNS:
        try:
            texts[column.field] = _text(column.field, cells.get(column.field, ""))
        except DomainError as error:
            problems.append(problem(column.field, error))
            texts[column.field] = ""
    wrong = {each.field for each in problems}
    values: dict[str, Any] = {}
    for name, read in READERS.items():
        try:
            values[name] = read(texts) if name not in wrong else None
        except DomainError as error:
            problems.append(problem(name, error))
    row = ReadRow(number, texts, tuple(problems))
    return row if problems else replace(row, receiver=_receiver(texts, values))


def _text(name: str, cell: Cell) -> str:
    """What stands in a cell, on one line. Raises what is said of formulas, days and merged cells."""
    if isinstance(cell, Odd) or not isinstance(cell, int | float) or isinstance(cell, bool):
        return clean_line(text_of(cell), 1_000)
    text = shown(cell)
    return f"0{text}" if name == "phone" and len(text) == 9 else text  # spreadsheets drop the zero of a number


def _beside(row: ReadRow, seen: dict[Any, int]) -> ReadRow:
    if row.receiver is None:
        return row
    who = fold(row.receiver.name), row.receiver.phone, row.receiver.commune.code, fold(row.receiver.street)
    before = seen.setdefault(who, row.number)
    if before == row.number:
        return row
    return replace(row, receiver=None, problems=(problem("name", ReceiverTwice(number=before)),))


def _receiver(texts: Cells, values: Mapping[str, Any]) -> Receiver:
    return Receiver(
        name=texts["name"],
        phone=values["phone"],
        commune=values["commune"],
        street=texts["street"],
        note=texts["note"],
        card_text=texts["card_text"],
    )


def _filled(name: str, texts: Cells) -> str:
    text = texts[name]
    if not text and name in REQUIRED:
        raise CellEmpty()
    if len(text) > LONGEST[name]:
        raise CellTooLong(most=LONGEST[name], count=len(text))
    return text


def _name(texts: Cells) -> str:
    name = _filled("name", texts)
    if fold(name).startswith(EXAMPLE):
        raise ExampleRow()
    check_person(name)
    return name


def _find_province(text: str) -> Province | None:
    """As people write it: "TP. Hồ Chí Minh" and "TPHCM", "T. Phú Thọ"."""
    short = SHORT.sub("", fold(text))
    return places.find_province(SPOKEN.get(short, short))


def _province(texts: Cells) -> str:
    text = _filled("province", texts)
    province = _find_province(text)
    if province is None:
        raise ProvinceUnknown(text=text)
    return province.code


def _commune(texts: Cells) -> Commune | None:
    """The commune of that name in the province; a former name where it leads to one only. None without a province."""
    text, province = _filled("commune", texts), _find_province(texts["province"])
    if province is None:
        return None
    wanted = fold(text)
    named = [each for each in places.communes_in(province.code) if wanted in _names(each)]
    found = named or [match.commune for match in places.search(text, province.code)]
    if not found:
        raise CommuneUnknown(text=text, province=province.short_name)
    if len(found) > 1:
        raise CommuneUnclear(text=text, names=", ".join(each.name for each in found[:SHOWN_OF_MANY]))
    return found[0]


def _names(commune: Commune) -> tuple[str, str]:
    whole = fold(commune.name)
    return whole, whole.removeprefix(f"{fold(commune.kind)} ")


READERS: Final[Mapping[str, Callable[[Cells], Any]]] = {
    "name": _name,
    "phone": lambda texts: parse_phone(_filled("phone", texts)),
    "province": _province,
    "commune": _commune,
    "street": partial(_filled, "street"),
    "note": partial(_filled, "note"),
    "card_text": partial(_filled, "card_text"),
}
