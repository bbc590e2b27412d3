"""Parcel labels as a PDF: one on each A6 page, or four on an A4 page to be cut apart.

The letters are those of the shop's own font, which is embedded: a printer needs none. What the font lacks is printed as
its plain letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from barcode.codex import Code128

from marketplace.web.pdf import add_letters, fitting, leading, printable

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT, MARGIN = 105.0, 148.0, 6.0
"""A6 in millimetres; nothing is printed nearer to its edge than the margin."""
INSIDE: Final = WIDTH - 2 * MARGIN
MODULE: Final = 0.5
"""The narrowest bar, in millimetres: wide enough for an office printer and any scanner."""
BARS: Final = 17.0


class Sheet(StrEnum):
    """What lies in the printer."""

    A6 = "a6"
    A4 = "a4"


@dataclass(frozen=True)
class ParcelLabel:
    """What a courier needs to read, each text in the language of the page."""

    number: str
    box_code: str
    sender: str
    recipient: str
    phone: str
    address: Sequence[str]
    collect: tuple[str, str]
    goods: Sequence[str]
    note: str


def draw(labels: Sequence[ParcelLabel], sheet: Sheet, *, across: str = "") -> bytes:
    """All labels, in this order; a word `across` stands in large pale letters under what is printed."""
    pdf = _empty(sheet)
    for place, label in enumerate(labels):
        column, row = (place % 2, place % 4 // 2) if sheet == Sheet.A4 else (0, 0)
        if not column and not row:
            pdf.add_page()
            if sheet == Sheet.A4:
                _cutting_lines(pdf)
        _Label(pdf, column * WIDTH + MARGIN, row * (HEIGHT + 0.5) + MARGIN).draw(label, across)
    return bytes(pdf.output())


def _empty(sheet: Sheet) -> "FPDF":
    from fpdf import FPDF  # a third of a second and the tables of a font: only where something is printed

    pdf = FPDF(format=(WIDTH, HEIGHT) if sheet == Sheet.A6 else "A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    add_letters(pdf)
    return pdf


def _cutting_lines(pdf: "FPDF") -> None:
    pdf.set_draw_color(150)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(2, 2)
    pdf.line(WIDTH, 0, WIDTH, 297)
    pdf.line(0, 148.5, 210, 148.5)
    pdf.set_dash_pattern()
    pdf.set_draw_color(0)


class _Label:
    """One label, written from the top down; `y` is where the next thing stands."""

    def __init__(self, pdf: "FPDF", left: float, top: float) -> None:
        self.pdf, self.left, self.top, self.y = pdf, left, top, top

    def draw(self, label: ParcelLabel, across: str = "") -> None:
        """All of it; what may be long has its room and ends in dots there."""
        if across:
            self._across(across)
        self._text(label.sender, 8.5, most=2)
        self._barcode(label.number)
        self._box_code(label.box_code)
        self._text(label.recipient, 14, bold=True, most=2)
        self._text(label.phone, 13, bold=True)
        for line in label.address:
            self._text(line, 10.5, most=2)
        self._collect(*label.collect)
        for line in label.goods:
            self._text(line, 8.5, most=1)
        self._text(label.note, 8.5, bold=True, most=int((self.top + HEIGHT - 2 * MARGIN - self.y) / leading(8.5)))

    def _across(self, word: str) -> None:
        """From the lower left to the upper right, as wide as the label is."""
        self.pdf.set_font("shop", "B", 60)
        size = 60 * INSIDE / self.pdf.get_string_width(word)
        self.pdf.set_font("shop", "B", min(size, 120))
        self.pdf.set_text_color(215)
        middle = self.left + INSIDE / 2, self.top + HEIGHT / 2
        with self.pdf.rotation(45, *middle):
            self.pdf.set_xy(self.left, middle[1] - 20)
            self.pdf.cell(INSIDE, 40, word, align="C")
        self.pdf.set_text_color(0)

    def _text(self, text: str, size: float, *, bold: bool = False, most: int = 1) -> None:
        if not text or most < 1:
            return
        self.pdf.set_font("shop", "B" if bold else "", size)
        for line in fitting(self.pdf, printable(self.pdf, text), most, INSIDE):
            self.pdf.set_xy(self.left, self.y)
            self.pdf.cell(INSIDE, leading(size), line)
            self.y += leading(size)

    def _barcode(self, number: str) -> None:
        """The whole number, in the middle: white on both sides is part of the code."""
        [modules] = Code128(number).build()
        x = self.left + (INSIDE - len(modules) * MODULE) / 2
        self.y += 2
        for place, dark in enumerate(modules):
            if dark == "1":
                self.pdf.rect(x + place * MODULE, self.y, MODULE, BARS, style="F")
        self.y += BARS
        self._middle(number, 8.5, "")

    def _box_code(self, code: str) -> None:
        self._middle(code, 34, "B")
        self.y += 1

    def _middle(self, text: str, size: float, style: str) -> None:
        self.pdf.set_font("shop", style, size)
        self.pdf.set_xy(self.left, self.y)
        self.pdf.cell(INSIDE, leading(size), text, align="C")
        self.y += leading(size)

    def _collect(self, what: str, amount: str) -> None:
        """In a frame across the label: the one figure that a courier must not miss."""
        self.y += 1.5
        self.pdf.set_line_width(0.4)
        self.pdf.rect(self.left, self.y, INSIDE, 11)
        self.pdf.set_xy(self.left + 3, self.y)
        self.pdf.set_font("shop", "", 10.5)
        self.pdf.cell(INSIDE - 6, 11, what)
        self.pdf.set_xy(self.left + 3, self.y)
        self.pdf.set_font("shop", "B", 18)
        self.pdf.cell(INSIDE - 6, 11, amount, align="R")
        self.y += 12.5
