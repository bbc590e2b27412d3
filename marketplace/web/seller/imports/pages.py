"""What the pages of a table show: its rows with what is to be mended, how far it is, what may be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from flask import request, url_for

from marketplace import imports
from marketplace.approvals import ApprovalState
from marketplace.clock import now
from marketplace.imports import Import, ImportRow, RowState, Standing
from marketplace.imports.fields import shown
from marketplace.imports.undoing import UNDO_WITHIN
from marketplace.spreadsheets import Cell
from marketplace.web.labels import Label
from marketplace.web.locale import gettext
from marketplace.web.paging import Page, page_of
from marketplace.web.seller.imports.labels import FIELDS, REQUEST_STATES, ROW_STATES, choices_of, plan_of, told

PAGE_SIZE: Final = 20
IN_COLUMNS: Final = ("name_vi", "pack_vi", "price_vnd", "left")
"""Fields with a column of their own on the page; all others stand below the name."""
LONG: Final = 60
LACKING: Final = "thieu"
"""The view of goods whose draft lacked something when it was looked through last."""
VIEWS: Final[Mapping[str, tuple[RowState, ...]]] = {
    "sua": (RowState.BAD,),
    LACKING: (RowState.WRITTEN,),
    "dat": (RowState.GOOD, RowState.SAME, RowState.WRITTEN, RowState.UNDONE, RowState.KEPT),
    "het": tuple(RowState),
}


@dataclass(frozen=True)
class Fix:
    """A cell that is wrong: what stands in it, why that cannot be, and what may be chosen or was probably meant."""

    name: str
    label: str
    text: str
    sentence: str
    suggestion: str
    choices: Sequence[tuple[str, str]]

    @property
    def is_long(self) -> bool:
        """Whether it needs several lines."""
        return len(self.text) > LONG


@dataclass(frozen=True)
class Line:
    """A row as the page shows it."""

    row: ImportRow
    cells: Mapping[str, Cell]
    fixes: Mapping[str, Fix]
    standing: Standing | None

    def text(self, name: str) -> str:
        """What stands in the cell of this field."""
        return shown(self.cells.get(name, ""))

    @property
    def others(self) -> list[Fix]:
        """What is to be mended below the name."""
        return [fix for name, fix in self.fixes.items() if name not in IN_COLUMNS]

    @property
    def label(self) -> Label:
        """What became of it, or of the request about its goods."""
        if self.standing and self.standing.is_asked_for and self.standing.asked:
            return REQUEST_STATES[ApprovalState(self.standing.asked.state)]
        return ROW_STATES[RowState(self.row.state)]

    @property
    def draft_url(self) -> str:
        """Where its goods are written, as long as they are a draft."""
        return url_for("shop_drafts.show", ref=self.standing.draft.ref) if self.standing else ""

    @property
    def lacks(self) -> str:
        """What its goods lack now before they can be sent."""
        fields = dict.fromkeys(str(FIELDS[each.field]) for each in self.standing.lacks) if self.standing else ()
        return ", ".join(fields)

    @property
    def plan(self) -> str:
        """What it will do."""
        return "" if self.fixes else plan_of(self.row)

    @property
    def can_be_dropped(self) -> bool:
        """Whether nothing was done with it yet."""
        return self.row.state in {RowState.BAD, RowState.GOOD, RowState.SAME}


@dataclass(frozen=True)
class View:
    """A part of the rows: its address, its name, how many there are."""

    word: str
    url: str
    count: int
    current: bool


def lines_of(table: Import, word: str) -> Page[Line]:
    """The page of this view that the address asks for."""
    rows = partial(imports.rows_of, table, VIEWS[word], lacking=word == LACKING)
    page = page_of(rows, PAGE_SIZE, lambda number: url_for("shop_imports.show", ref=table.ref, xem=word, trang=number))
    standing = imports.standing_of(table, page.rows)
    lines = [_line(table, row, standing.get(row.number)) for row in page.rows]
    return Page(lines, page.rows_before, page.previous_url, page.next_url)


def _line(table: Import, row: ImportRow, standing: Standing | None) -> Line:
    cells = imports.cells_of(table, row)
    fixes = {each["field"]: _fix(each, cells) for each in row.problems} if row.state == RowState.BAD else {}
    return Line(row, cells, fixes, standing)


def _fix(problem: Mapping[str, object], cells: Mapping[str, Cell]) -> Fix:
    name = str(problem["field"])
    text = shown(cells.get(name, ""))
    return Fix(name, str(FIELDS[name]), text, told(problem), str(problem["suggestion"]), choices_of(name))


def wanted_view(counts: Mapping[RowState, int]) -> str:
    """The view that the address asks for; without one, what is to be mended, if anything is."""
    word = request.args.get("xem", "")
    return word if word in VIEWS else "sua" if counts.get(RowState.BAD) else "dat"


def views_of(table: Import, counts: Mapping[RowState, int], lacking: int, word: str) -> list[View]:
    """The views with their counts; nobody needs to hear that nothing is lacking."""
    sums = {each: sum(counts.get(state, 0) for state in states) for each, states in VIEWS.items()}
    sums[LACKING] = lacking
    if not lacking and word != LACKING:
        del sums[LACKING]
    url = partial(url_for, "shop_imports.show", ref=table.ref)
    return [View(each, url(xem=each), count, each == word) for each, count in sums.items()]


def minutes_left(table: Import) -> int | None:
    """How long the present step will take, counted by what was done so far; None as long as that says nothing."""
    if not table.done or not table.total:
        return None
    seconds = (now() - table.began_at).total_seconds() / table.done * max(table.total - table.done, 0)
    return max(round(seconds / 60), 1)


def undo_until(table: Import) -> datetime | None:
    """Until when the table can be taken back, if it still can."""
    return table.written_at + UNDO_WITHIN if table.written_at and imports.can_undo(table) else None


def headline(table: Import) -> str:
    """What is being done at the moment."""
    return {
        "reading": gettext("Đang đọc bảng"),
        "checking": gettext("Đang soát từng dòng"),
        "writing": gettext("Đang nhận hàng"),
        "undoing": gettext("Đang rút lại"),
        "sending": gettext("Đang gửi duyệt"),
    }.get(table.state, "")
