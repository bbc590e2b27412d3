"""Stamps for the printer: as PDF on sheets of labels or on a roll, and in ZPL for label printers.

A code is at least 18 mm wide on paper, with its white frame of four modules (ISO/IEC 18004); its address is in
capitals, which makes it one size coarser. Letters of the PDF are embedded; ZPL printers have no Vietnamese ones, so
that there names are plain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final

from marketplace.banking import qr_pictures
from marketplace.banking.qr_pictures import QUIET
from marketplace.text import unaccented
from marketplace.web.pdf import add_letters, cut, fitting, printable

if TYPE_CHECKING:
    from fpdf import FPDF

CODE: Final = 18.0
"""How wide the square is, in millimetres, the white frame around it left out."""
DOTS: Final = 8
"""Dots of a label printer on a millimetre: 203 on an inch."""
SMALL, LARGE = 5.5, 8.5
"""Points: what is only read, and what is typed."""
PLAIN_LETTERS: Final = 14
LINE: Final = 0.3528 * 1.2
"""Millimetres of a line for each point of its letters; set close, as a label has little room."""


class StampPaper(StrEnum):
    """What lies in the printer."""

    A4_40 = "a4-40"
    A4_24 = "a4-24"
    ROLL = "cuon"
    ZPL = "zpl"


@dataclass(frozen=True)
class Layout:
    """Stamps on a page, all lengths in millimetres."""

    page: tuple[float, float]
    columns: int
    rows: int
    width: float
    height: float

    @property
    def count(self) -> int:
        """How many stamps a page has."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of one stamp; what is left of the page is the same on both sides."""
        row, column = divmod(place, self.columns)
        left = (self.page[0] - self.columns * self.width) / 2
        top = (self.page[1] - self.rows * self.height) / 2
        return left + column * self.width, top + row * self.height


A4: Final = (210.0, 297.0)
ON_A_ROLL: Final = Layout((40, 25), 1, 1, 40, 25)
LAYOUTS: Final = {
    StampPaper.A4_40: Layout(A4, 5, 8, 40, 25),
    StampPaper.A4_24: Layout(A4, 3, 8, 70, 37),
    StampPaper.ROLL: ON_A_ROLL,
    StampPaper.ZPL: ON_A_ROLL,
}


@dataclass(frozen=True)
class PrintedStamp:
    """One stamp: where its square leads, and what people read beside it, the code in its groups."""

    url: str
    goods: str
    lot: str
    number: str
    groups: Sequence[str]


def draw(stamps: Sequence[PrintedStamp], paper: StampPaper, *, skip: int = 0) -> bytes:
    """A PDF of all stamps in this order; the first `skip` places of the first sheet are used up already."""
    layout = LAYOUTS[paper]
    pdf = _empty(layout)
    for place, stamp in enumerate(stamps, skip):
        if place % layout.count == 0 or place == skip:
            pdf.add_page()
        _draw(pdf, stamp, layout, *layout.corner(place % layout.count))
    return bytes(pdf.output())


def _empty(layout: Layout) -> "FPDF":
    from fpdf import FPDF  # a third of a second and the tables of a font: only where something is printed

    pdf = FPDF(format=layout.page)
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    add_letters(pdf)
    return pdf


def _draw(pdf: "FPDF", stamp: PrintedStamp, layout: Layout, left: float, top: float) -> None:
    size, runs = qr_pictures.bars(stamp.url)
    module = CODE / size
    frame = QUIET * module
    x, y = left + frame, top + (layout.height - CODE) / 2
    for column, row, length in runs:
        pdf.rect(x + column * module, y + row * module, length * module, module, style="F")
    inner = left + CODE + 2 * frame
    _write(pdf, stamp, (inner, top + 1.5), (left + layout.width - inner - 1, layout.height - 3))


def _write(pdf: "FPDF", stamp: PrintedStamp, corner: tuple[float, float], room: tuple[float, float]) -> None:
    """The goods on two lines at most, the lot, the number, and the code in its groups, one below the other."""
    pdf.set_font("shop", "", SMALL)
    small = [*fitting(pdf, printable(pdf, stamp.goods), 2, room[0]), stamp.lot, stamp.number]
    lines = [("", SMALL, text) for text in small] + [("B", LARGE, group) for group in stamp.groups]
    y = corner[1] + (room[1] - sum(LINE * size for _, size, _ in lines)) / 2
    for style, size, text in lines:
        pdf.set_font("shop", style, size)
        pdf.set_xy(corner[0], y)
        pdf.cell(room[0], LINE * size, cut(pdf, printable(pdf, text), "", room[0]))
        y += LINE * size


def zpl(stamps: Sequence[PrintedStamp]) -> Iterator[str]:
    """Each stamp as a label of 40 × 25 mm for a printer with 203 dots on an inch."""
    layout = LAYOUTS[StampPaper.ZPL]
    for stamp in stamps:
        size, _runs = qr_pictures.bars(stamp.url)
        dots = ceil(CODE * DOTS / size)
        frame = max((int(layout.height * DOTS) - size * dots) // 2, 0)
        left = 2 * QUIET * dots + size * dots
        texts = (*map(_plain, (stamp.goods, stamp.lot, stamp.number)), *stamp.groups)
        lines = (f"^FO{left},{frame + at * 26}^A0N,22,20^FD{text}^FS" for at, text in enumerate(texts))
        yield (
            f"^XA^PW{int(layout.width * DOTS)}^LL{int(layout.height * DOTS)}"
            f"^FO{QUIET * dots},{frame}^BQN,2,{dots}^FDMA,{stamp.url}^FS{''.join(lines)}^XZ\n"
        )


def _plain(text: str) -> str:
    """As much as a line has room for, in letters that the printer has; its own signs for commands are none of them."""
    known = unaccented(text).translate(str.maketrans("^~", "  ")).encode("ascii", "replace").decode()
    return known[:PLAIN_LETTERS]
