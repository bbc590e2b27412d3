"""How the rows of a file of receivers are shown: with their fee and day, or with what is to be mended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from marketplace.accounts.phones import show_phone
from marketplace.errors import DomainError
from marketplace.imports.problems import Problem
from marketplace.imports.receivers import COLUMNS, ReadRow
from marketplace.orders import Quote
from marketplace.web.filters import day_range, place, sentence_of
from marketplace.web.locale import gettext

FIELDS = {
    "name": _("Họ tên người nhận"),
    "phone": _("Điện thoại"),
    "province": _("Tỉnh, thành"),
    "commune": _("Phường, xã"),
    "street": _("Số nhà, đường"),
    "note": _("Dặn người giao"),
    "card_text": _("Lời trên thiệp"),
}


@dataclass(frozen=True)
class Fix:
    """A cell that is wrong, and what to do about it."""

    field: str
    label: str
    text: str
    sentence: str


@dataclass(frozen=True)
class ShownRow:
    """A row: `fixes` are cells to mend, `refusals` say why nothing can be sent there; else what it costs and when."""

    number: int
    cells: Mapping[str, str]
    name: str
    phone: str
    where: str
    fixes: tuple[Fix, ...] = ()
    refusals: tuple[str, ...] = ()
    shipping_vnd: int = 0
    total_vnd: int = 0
    arrival: str = ""

    @property
    def is_wrong(self) -> bool:
        """Whether it keeps everything from being ordered."""
        return bool(self.fixes or self.refusals)


def fields() -> tuple[str, ...]:
    """The fields of a row, in the order of the file."""
    return tuple(column.field for column in COLUMNS)


def shown_rows(rows: Sequence[ReadRow], quotes: Sequence[Quote]) -> list[ShownRow]:
    """All rows; `quotes` are those of the rows without mistakes, in their order."""
    priced = iter(quotes)
    return [_good(row, next(priced)) if row.receiver else _bad(row) for row in rows]


def _good(row: ReadRow, quote: Quote) -> ShownRow:
    to = row.receiver
    assert to is not None
    days = [day for each in quote.parcels for day in (each.arrives_from_on, each.arrives_to_on)]
    return ShownRow(
        row.number,
        row.cells,
        to.name,
        show_phone(to.phone),
        f"{to.street}, {place(to.commune)}",
        refusals=tuple(dict.fromkeys(sentence_of(each.problem) for each in quote.parcels if each.problem)),
        shipping_vnd=quote.shipping_vnd,
        total_vnd=quote.total_vnd,
        arrival=day_range(min(days), max(days)) if days else "",
    )


def _bad(row: ReadRow) -> ShownRow:
    name = row.cells["name"] or gettext("chưa có tên")
    where = ", ".join(filter(None, (row.cells["street"], row.cells["commune"], row.cells["province"])))
    fixes = tuple(_fix(row, one) for one in row.problems)
    return ShownRow(row.number, row.cells, name, row.cells["phone"], where, fixes)


def _fix(row: ReadRow, told: Problem) -> Fix:
    sentence = sentence_of(DomainError(told.sentence, **told.params))
    return Fix(told.field, str(FIELDS[told.field]), row.cells[told.field], sentence)
