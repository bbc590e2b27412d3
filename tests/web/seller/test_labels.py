"""Labels are read from the printed picture, as a scanner would."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image

from marketplace import orders
from marketplace.catalogue.models import Product
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState, PaymentMethod
from marketplace.web.pdf import FONTS
from marketplace.web.seller.label_sheets import ParcelLabel, Sheet, draw
from tests import factories
from tests.client import Client

OrderIn = Callable[..., Order]
A6, A4 = (105, 148), (210, 297)
AS_A_PRINTER = 203 / 72
"""The dots of a label printer for each point of the page."""


def printed(pdf: bytes) -> Iterator[tuple[tuple[int, int], Image.Image, str]]:
    """The size in millimetres, the picture and the text of each page."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as words:
                width, height = (round(points / 72 * 25.4) for points in page.get_size())
                picture = page.render(scale=AS_A_PRINTER).to_pil()
                yield (width, height), picture, " ".join(words.get_text_bounded().split())


def scanned(picture: Image.Image) -> list[str]:
    found = zxingcpp.read_barcodes(picture)
    assert {code.format for code in found} <= {zxingcpp.BarcodeFormat.Code128}
    return sorted(code.text for code in found)


def label(number: str = "2611-7KMXP-1", **texts: object) -> ParcelLabel:
    given: dict[str, object] = {
        "sender": "Gửi từ HTX Green Life, Hợp Tiến",
        "recipient": "Nguyễn Thị Mẫu",
        "phone": "0900 000 123",
        "address": ["Số 8, ngõ 12", "Phường Ba Đình, Hà Nội"],
        "collect": ("Thu hộ (COD)", "360.000 ₫"),
        "goods": ["2 × Mật ong, hũ 500 ml"],
        "note": "",
    }
    return ParcelLabel(number=number, box_code=number[5:], **(given | texts))


def test_a_scanner_reads_the_number_of_the_order_from_its_label(packer: Client, order_in: OrderIn) -> None:
    order = order_in(OrderState.CONFIRMED)
    answer = packer.get(f"/ban-hang/don/{order.number}/nhan.pdf")
    assert answer.mimetype == "application/pdf"
    [(size, picture, words)] = printed(answer.get_data())
    assert size == A6
    assert scanned(picture) == [order.number]
    for told in (
        order.box_code,
        "Nguyễn Thị Mẫu",
        "0900 000 123",
        "Số 8, ngõ 12",
        "Phường Ba Đình, Hà Nội",
        "360.000 ₫",
    ):
        assert told in words


def test_four_labels_fill_a_sheet_and_the_fifth_begins_the_next(packer: Client, order_in: OrderIn) -> None:
    numbers = [order_in(OrderState.CONFIRMED, quantity=1).number for _ in range(5)]
    order_in(OrderState.PACKED, quantity=1)
    first, second = printed(packer.get("/ban-hang/nhan.pdf?giay=a4").get_data())
    assert first[0] == second[0] == A4
    assert len(scanned(first[1])) == 4
    assert sorted(scanned(first[1]) + scanned(second[1])) == sorted(numbers)


def test_labels_one_by_one_are_pages_of_a6(packer: Client, order_in: OrderIn) -> None:
    numbers = [order_in(OrderState.CONFIRMED).number for _ in range(2)]
    pages = list(printed(packer.get("/ban-hang/nhan.pdf?giay=bao-nhieu").get_data()))
    assert [size for size, _, _ in pages] == [A6, A6]
    assert sorted(code for _, picture, _ in pages for code in scanned(picture)) == sorted(numbers)


def test_of_what_was_paid_before_nothing_is_collected(packer: Client, honey: Product) -> None:
    order = factories.order(honey, paying=PaymentMethod.TRANSFER)
    orders.release(order)
    [(_, _, words)] = printed(packer.get(f"/ban-hang/don/{order.number}/nhan.pdf").get_data())
    assert "Không thu" in words
    assert "₫" not in words


def test_without_orders_to_pack_the_page_says_so(packer: Client, cast: object) -> None:
    assert "Không có phiếu nào cần in" in packer.get("/ban-hang/nhan.pdf").text


def test_another_shops_label_does_not_exist(stranger: Client, order_in: OrderIn) -> None:
    assert stranger.get(f"/ban-hang/don/{order_in(OrderState.CONFIRMED).number}/nhan.pdf").status_code == 404


def test_the_font_on_the_paper_has_every_vietnamese_letter() -> None:
    vowels = "aăâeêioôơuưy"
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", vowel + mark) for vowel in vowels for mark in marks} | {"đ"}
    for name in ("bvp-400", "bvp-600"):
        known = TTFont(FONTS / f"{name}.woff2").getBestCmap()
        assert {letter for letter in letters | {one.upper() for one in letters} if ord(letter) not in known} == set()


def test_letters_are_drawn_and_not_only_named() -> None:
    """Two names that differ by one mark look different on paper."""
    looks = [
        next(printed(draw([label(recipient=name)], Sheet.A6)))[1].tobytes() for name in ("Tuyển", "Tuyền", "Tuyen")
    ]
    assert len(set(looks)) == 3


def test_what_the_font_lacks_is_printed_as_its_plain_letter() -> None:
    [(_, _, words)] = printed(draw([label(recipient="Y Blŏk Niê", note="中 😀 gọi trước")], Sheet.A6))
    assert "Y Blok Niê" in words
    assert "? ? gọi trước" in words


@pytest.mark.parametrize("sheet", Sheet)
def test_however_long_the_texts_are_nothing_runs_over_the_edge(sheet: Sheet) -> None:
    long = "Nguyễn Đặng Trần " * 40
    endless = label(recipient=long, address=[long, long, long], goods=[long] * 4, note=long, sender="X" * 500)
    for _, picture, _ in printed(draw([endless] * 4, sheet)):
        if sheet == Sheet.A4:
            picture = picture.crop((0, 0, picture.width // 2 - 4, picture.height // 2 - 4))
        dots = round(4 * AS_A_PRINTER * 72 / 25.4)
        inside = picture.convert("L").crop((dots, dots, picture.width - dots, picture.height - dots))
        whole, core = (sum(one.convert("L").histogram()[:128]) for one in (picture, inside))
        assert whole == core > 0
        assert scanned(picture) == ["2611-7KMXP-1"]


def test_the_pdf_needs_no_font_of_the_printer() -> None:
    pdf = draw([label()], Sheet.A6)
    assert pdf.count(b"/FontFile2") == 2
    assert len(BytesIO(pdf).getvalue()) < 60_000
