"""Documents as PDF: A4, in the shop's own letters, which are embedded: every printer has the Vietnamese ones."""

import unicodedata
from collections.abc import Container, Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import current_app

from marketplace.banking import qr_pictures
from marketplace.text import N_
from marketplace.web.locale import current, gettext

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS: Final = Path(__file__).parents[2] / "static" / "fonts"
MARGIN: Final = 18.0
"""In millimetres."""
INSIDE: Final = 210.0 - 2 * MARGIN
DEMO_SHOP: Final = N_("Cửa hàng trình diễn: số liệu mẫu, không giao hàng thật.")
ALL_PAGES: Final = "{nb}"
"""What FPDF puts the number of all pages for, once it is known."""
CODE: Final = 32.0
"""How wide a code to scan is."""


def add_letters(pdf: "FPDF") -> None:
    """Give the PDF the shop's letters, plain and bold."""
    pdf.add_font("shop", "", FONTS / "bvp-400.woff2")
    pdf.add_font("shop", "B", FONTS / "bvp-600.woff2")


def leading(size: float) -> float:
    """The height of a line of this many points, in millimetres; Vietnamese letters carry two marks."""
    return size * 0.3528 * 1.3


def printable(pdf: "FPDF", text: str) -> str:
    """The text with nothing in it that the font has no shape for."""
    known = pdf.current_font.cmap  # type: ignore[union-attr]  # a font was chosen
    return "".join(_nearest(letter, known) for letter in unicodedata.normalize("NFC", text).replace("\u00a0", " "))


def _nearest(letter: str, known: Container[int]) -> str:
    if ord(letter) in known:
        return letter
    plain = unicodedata.normalize("NFKD", letter)[0]
    return plain if ord(plain) in known else "?"


def fitting(pdf: "FPDF", text: str, most: int, width: float) -> list[str]:
    """The text in at most so many lines of this width, in millimetres, with dots where it is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        wider = f"{lines[-1]} {word}" if lines else word
        if lines and pdf.get_string_width(wider) <= width:
            lines[-1] = wider
        else:
            lines.append(cut(pdf, word, "", width))
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], cut(pdf, lines[most - 1], " …", width)]


def cut(pdf: "FPDF", text: str, ending: str, width: float) -> str:
    """As much of the text as fits into this width together with its ending."""
    while text and pdf.get_string_width(text + ending) > width:
        text = text[:-1]
    return text + ending


class Paper:
    """A document that is written from the top down, over as many pages as it needs."""

    def __init__(self, title: str, *, page_of: str) -> None:
        """`page_of` says which page of how many: "Trang {page}/{all}"."""
        from fpdf import FPDF  # a third of a second and the tables of a font: only where something is printed

        class Numbered(FPDF):
            def footer(self) -> None:
                """The number of the page; before it, in a demo shop, that nothing of it is real."""
                self.set_y(-14)
                self.set_font("shop", "", 8)
                self.set_text_color(90)
                if current_app.config["DEMO"]:
                    self.cell(0, 6, gettext(DEMO_SHOP), align="L", new_x="LMARGIN")
                wider = self.get_string_width(ALL_PAGES) - self.get_string_width("0")
                self.cell(INSIDE + wider, 6, page_of.format(page=self.page_no(), all=ALL_PAGES), align="R")
                self.set_text_color(0)

        self.pdf = Numbered(format="A4")
        self.pdf.set_auto_page_break(True, 18)
        self.pdf.set_margin(MARGIN)
        self.pdf.set_title(title)
        self.pdf.set_lang(current())
        add_letters(self.pdf)
        self.pdf.set_font("shop", "", 10)
        self.pdf.set_draw_color(190, 180, 160)
        self.pdf.add_page()

    def text(
        self, text: str, size: float = 10, *, bold: bool = False, after: float = 1.5, middle: bool = False
    ) -> None:
        """A paragraph."""
        self.pdf.set_font("shop", "B" if bold else "", size)
        shown = printable(self.pdf, text)
        self.pdf.multi_cell(0, leading(size), shown, new_x="LMARGIN", new_y="NEXT", align="C" if middle else "L")
        self.pdf.ln(after)

    def heading(self, title: str, beneath: Sequence[str] = ()) -> None:
        """The title in the middle with what stands right below it."""
        self.pdf.ln(3)
        self.text(title, self._fitting(title), bold=True, after=0.5, middle=True)
        for line in beneath:
            self.text(line, 10, after=0.5, middle=True)
        self.pdf.ln(4)

    def _fitting(self, title: str) -> int:
        """The largest size, in points, in which the title stands on one line."""
        for size in range(16, 13, -1):
            self.pdf.set_font("shop", "B", size)
            if self.pdf.get_string_width(title) < INSIDE - 2:
                break
        return size

    def facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Lines of a name and its value."""
        for name, value in facts:
            self.pdf.set_font("shop", "", 10)
            self.pdf.cell(52, leading(10), printable(self.pdf, name))
            self.pdf.set_font("shop", "B", 10)
            self.pdf.multi_cell(0, leading(10), printable(self.pdf, value), new_x="LMARGIN", new_y="NEXT", align="L")
        self.pdf.ln(3)

    def table(
        self, heading: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], texts: int = 1
    ) -> None:
        """A table: the first `texts` columns are texts, the others figures. Its heading comes back on each page."""
        from fpdf.fonts import FontFace

        self.pdf.set_font("shop", "", 9)
        align = tuple("LEFT" if place < texts else "RIGHT" for place in range(len(heading)))
        bold = FontFace(emphasis="BOLD", fill_color=(243, 235, 219))
        looks = {
            "borders_layout": "HORIZONTAL_LINES",
            "headings_style": bold,
            "line_height": leading(9),
            "padding": 1.2,
        }
        with self.pdf.table(col_widths=tuple(widths), text_align=align, **looks) as table:
            for row in (heading, *rows):
                table.row([printable(self.pdf, cell) for cell in row])
        self.pdf.ln(4)

    def sums(self, sums: Sequence[tuple[str, str]]) -> None:
        """Sums below each other at the right; the last one is the one that counts."""
        for place, (name, amount) in enumerate(sums, 1):
            self.pdf.set_font("shop", "B" if place == len(sums) else "", 11 if place == len(sums) else 10)
            self.pdf.cell(INSIDE - 42, leading(11), printable(self.pdf, name), align="R")
            self.pdf.cell(42, leading(11), printable(self.pdf, amount), align="R", new_x="LMARGIN", new_y="NEXT")
        self.pdf.ln(4)

    def code(self, url: str, beside: Sequence[str]) -> None:
        """A code to scan, with what is said beside it; both stay on one page."""
        if self.pdf.will_page_break(CODE):
            self.pdf.add_page()
        top = self.pdf.get_y() + 2
        self.pdf.image(BytesIO(qr_pictures.png(url)), x=MARGIN, y=top, w=CODE)
        self.pdf.set_left_margin(MARGIN + CODE + 4)
        self.pdf.set_y(top + 6)
        for line in beside:
            self.text(line, 9)
        self.pdf.set_left_margin(MARGIN)
        self.pdf.set_y(top + CODE)

    def content(self) -> bytes:
        """The finished file."""
        return bytes(self.pdf.output())
