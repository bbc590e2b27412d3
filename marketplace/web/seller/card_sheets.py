"""A gift's card as a PDF, on A6 or A5: what its giver writes, and a code that leads to what is in the box."""

from io import BytesIO
from typing import TYPE_CHECKING, Final, cast

from marketplace.banking import qr_pictures
from marketplace.web.pdf import add_letters, leading, printable

if TYPE_CHECKING:
    from fpdf import FPDF

SIZES: Final = {"a6": (148.0, 105.0), "a5": (210.0, 148.0)}
"""Width and height in millimetres: cards lie on their side."""
MARGIN: Final = 12.0
CODE: Final = 22.0


def draw(size: str, *, text: str, sender: str, url: str, beside: str) -> bytes:
    """The card; the text is as large as there is room for."""
    from fpdf import FPDF  # a third of a second and the tables of a font: only where something is printed

    width, height = SIZES[size]
    pdf = FPDF(orientation="portrait", format=(width, height))
    pdf.set_auto_page_break(False)
    pdf.set_margin(MARGIN)
    add_letters(pdf)
    pdf.add_page()
    _frame(pdf, width, height)
    _text(pdf, text, sender, height)
    _code(pdf, url, beside, width, height)
    return bytes(pdf.output())


def _frame(pdf: "FPDF", width: float, height: float) -> None:
    pdf.set_draw_color(176, 42, 34)
    pdf.set_line_width(0.6)
    pdf.rect(MARGIN / 2, MARGIN / 2, width - MARGIN, height - MARGIN)


def _text(pdf: "FPDF", text: str, sender: str, height: float) -> None:
    """In the middle, as large as it fits above the code."""
    room, inside = height - 2 * MARGIN - CODE - 4, pdf.w - 2 * MARGIN
    for size in range(24, 9, -1):
        pdf.set_font("shop", "", size)
        shown = printable(pdf, text).split("\n")
        lines = sum(len(_broken(pdf, inside, one)) for one in shown)
        needed = (lines + 2) * leading(size)
        if needed <= room:
            break
    pdf.set_y(MARGIN + max(room - needed, 0) / 2)
    for one in shown:
        pdf.multi_cell(inside, leading(size), one or " ", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(leading(size) / 2)
    pdf.set_font("shop", "B", size)
    pdf.multi_cell(inside, leading(size), printable(pdf, sender), align="C", new_x="LMARGIN", new_y="NEXT")


def _broken(pdf: "FPDF", width: float, text: str) -> list[str]:
    """The lines that a paragraph takes in the letters that are set."""
    return cast(list[str], pdf.multi_cell(width, text=text or " ", dry_run=True, output="LINES"))


def _code(pdf: "FPDF", url: str, beside: str, width: float, height: float) -> None:
    top = height - MARGIN - CODE
    pdf.image(BytesIO(qr_pictures.png(url)), x=width - MARGIN - CODE, y=top, w=CODE)
    pdf.set_font("shop", "", 8)
    pdf.set_xy(MARGIN, top + CODE - 2 * leading(8) - 2)
    pdf.multi_cell(width - 2 * MARGIN - CODE - 4, leading(8), printable(pdf, beside), align="R")
