"""From an order of stamps to the square on a jar: what the printer gets is read back as a phone reads it."""

import csv
import re
from contextlib import closing
from io import StringIO
from urllib.parse import unquote

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from werkzeug.test import TestResponse

from marketplace import stock, traceability
from marketplace.catalogue.models import Product
from marketplace.database import db
from marketplace.stock.models import Lot
from marketplace.traceability.models import StampRoll
from marketplace.web.seller.lots.stamp_sheets import PrintedStamp, zpl
from tests import factories, zpl_pictures
from tests.client import Client
from tests.work import work

ONCE = "0123456789ab"
AS_A_PRINTER = 203 / 72
LINK = re.compile(
    r"HTTPS?://[A-Z0-9.:-]+/01/(?P<gtin>\d{14})/10/(?P<lot>(?:[!-~]|%[0-9A-F]{2}){1,60})/21/(?P<serial>[!-~]{1,20})"
)
"""GS1 Digital Link 1.6, 4: the goods first, then lot and serial, each percent-encoded, none compressed."""


@pytest.fixture
def lot(honey: Product) -> Lot:
    """The lot of the 38 jars."""
    lot = stock.last_lot_of(honey.variants[0])
    assert lot is not None
    return lot


@pytest.fixture
def roll(owner: Client, lot: Lot) -> StampRoll:
    """Stamps for all jars, made."""
    assert send(owner, lot, count="38").status_code == 303
    work(traceability.STAMP_ROLL)
    [roll] = traceability.rolls_of(lot)
    return roll


def at(lot: Lot, *rest: str) -> str:
    return "/".join((f"/ban-hang/lo/{lot.ref}/tem", *rest))


def send(owner: Client, lot: Lot, *rest: str, **form: str) -> TestResponse:
    return owner.send(at(lot, *rest), {"once": ONCE} | form, form_at="/ban-hang/them")


def pages(pdf: bytes) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [page.render(scale=AS_A_PRINTER).to_pil() for page in document]


def read(picture: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def addresses(roll: StampRoll, first: int = 1, last: int = 38) -> set[str]:
    return {f"HTTP://LOCALHOST/T/{code}" for _, code in traceability.codes_of(roll, first, last)}


@pytest.mark.parametrize(("paper", "per_sheet"), [("a4-40", 40), ("a4-24", 24), ("cuon", 1)])
def test_what_is_printed_is_read_at_the_coarsest_printers_dots(
    owner: Client, lot: Lot, roll: StampRoll, paper: str, per_sheet: int
) -> None:
    answer = owner.get(at(lot, roll.ref, "in"), query_string={"giay": paper, "tu": "1", "o": "1"})
    assert answer.content_type == "application/pdf"
    printed = pages(answer.data)
    assert len(printed) == -(-38 // per_sheet)
    assert set[str]().union(*map(read, printed)) == addresses(roll)


def test_goods_with_a_number_get_squares_that_other_shops_read_too(owner: Client, lot: Lot, roll: StampRoll) -> None:
    """In the form of GS1 Digital Link, read back from the page; by its own rules, as no parser of GS1 is at hand."""
    assert send(owner, lot, "ma-vach", gtin="893 000 000 0003").status_code == 422
    foreign = factories.product(factories.seller("HTX khác")).variants[0]
    foreign.gtin = "08930000000019"
    refused = send(owner, lot, "ma-vach", gtin="893 000 000 0019")
    assert (refused.status_code, "gian hàng khác" in refused.text) == (409, True)
    assert send(owner, lot, "ma-vach", gtin="893 000 000 0002").status_code == 303
    answer = owner.get(at(lot, roll.ref, "in"), query_string={"giay": "a4-40", "tu": "1", "o": "1"})
    [sheet] = pages(answer.data)
    found = {LINK.fullmatch(text) for text in read(sheet)}
    parts = {(link["gtin"], unquote(link["lot"]), link["serial"]) for link in found if link}
    assert parts == {("08930000000002", lot.code, code) for _, code in traceability.codes_of(roll, 1, 38)}
    code = next(serial for _, _, serial in parts)
    scanned = next(link[0] for link in found if link and link["serial"] == code)
    assert owner.get(scanned.removeprefix("HTTP://LOCALHOST")).location == f"/t/{code}"


def test_labels_of_a_printer_are_read_from_the_picture_it_makes(owner: Client, lot: Lot, roll: StampRoll) -> None:
    labels = owner.get(at(lot, roll.ref, "in"), query_string={"giay": "zpl", "tu": "37"}).text.splitlines()
    pictures = [zpl_pictures.draw(label) for label in labels]
    assert [picture.size for picture in pictures] == [(320, 200)] * 2
    assert set[str]().union(*map(read, pictures)) == addresses(roll, 37)
    assert all(zpl_pictures.square_mm(label) >= 18 for label in labels)


def test_a_sheet_that_is_partly_used_goes_in_again(owner: Client, lot: Lot, roll: StampRoll) -> None:
    answer = owner.get(at(lot, roll.ref, "in"), query_string={"giay": "a4-40", "tu": "31", "o": "37"})
    first, second = pages(answer.data)
    assert (read(first), read(second)) == (addresses(roll, 31, 34), addresses(roll, 35, 38))


def test_a_label_printer_and_a_printing_house_get_every_code(owner: Client, lot: Lot, roll: StampRoll) -> None:
    labels = owner.get(at(lot, roll.ref, "in"), query_string={"giay": "zpl", "tu": "1"}).text
    assert set(re.findall(r"\^FDMA,([^^]+)\^FS", labels)) == addresses(roll)
    assert labels.isascii()
    table = list(csv.DictReader(StringIO(owner.get(at(lot, roll.ref, "ma.csv")).data.decode("utf-8-sig"))))
    assert {row["dia_chi"] for row in table} == addresses(roll)
    assert [row["so"] for row in table] == [str(number) for number in range(1, 39)]


def test_a_stamp_counts_once_the_shop_says_so_and_a_spoiled_one_never(
    owner: Client, client: Client, lot: Lot, roll: StampRoll
) -> None:
    codes = dict(traceability.codes_of(roll, 1, 38))
    assert "Nơi bán chưa báo là đã dán tem này" in client.get(f"/t/{codes[5]}").text
    send(owner, lot, roll.ref, "hong", first="3", last="4")
    send(owner, lot, roll.ref, "dan")
    assert "Tem thật" in client.get(f"/t/{codes[5]}").text
    assert "Tem đã hủy" in client.get(f"/t/{codes[3]}").text
    page = owner.get(at(lot)).text
    assert "Còn 2 gói chưa có tem." in page
    assert "Đang dùng" in page


@pytest.mark.parametrize(("count", "told"), [("39", "nhiều nhất 38 tem"), ("", "Số lượng"), ("ba", "Số lượng")])
def test_more_stamps_than_packs_are_refused_and_what_was_typed_stays(
    owner: Client, lot: Lot, count: str, told: str
) -> None:
    answer = send(owner, lot, count=count)
    assert answer.status_code in {400, 422}
    assert told in answer.text
    assert f'value="{count}"' in answer.text
    assert traceability.rolls_of(lot) == []


def test_numbers_of_another_roll_are_refused_beside_their_field(owner: Client, lot: Lot, roll: StampRoll) -> None:
    answer = send(owner, lot, roll.ref, "hong", first="30", last="60")
    assert answer.status_code == 400
    assert "Cuộn này có tem số 1 đến 38." in answer.text
    assert len(traceability.codes_of(roll, 1, 38)) == 38


def test_how_far_a_roll_is_can_be_seen_without_waiting(owner: Client, lot: Lot) -> None:
    send(owner, lot, count="10")
    assert "0 trên 10 tem" in owner.get(at(lot)).text
    [roll] = traceability.rolls_of(lot)
    assert send(owner, lot, roll.ref, "dan").status_code == 409
    work(traceability.STAMP_ROLL)
    db.session.expire_all()
    assert "Chưa dùng" in owner.get(at(lot)).text


def test_a_name_with_signs_of_the_label_language_stays_a_name() -> None:
    stamp = PrintedStamp("HTTP://LOCALHOST/T/X", "Chè ^Shan~ tuyết", "Lô GL-1201", "Số 41", ["0447K", "7F2QP", "Z51XW"])
    [label] = zpl([stamp])
    assert "^FDChe  Shan  tuy^FS" in label
    assert "^FDLo GL-1201^FS" in label
