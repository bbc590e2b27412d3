"""Files that are no tables, or traps: a clear sentence, and nothing unpacked."""

import unicodedata
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from marketplace import spreadsheets
from marketplace.spreadsheets import errors


def workbook(*rows: tuple[object, ...]) -> bytes:
    book, kept = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def zipped(**parts: bytes) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return kept.getvalue()


BAD = {
    "a workbook of 50 MB": (b"PK\x03\x04" + bytes(50 * 1024 * 1024), errors.TableTooBig),
    "one that unpacks to a hundred times its size": (
        zipped(xl__workbook_xml=b" " * 20_000_000),
        errors.TableUnpacksTooFar,
    ),
    "an old workbook or one with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), errors.OldWorkbook),
    "an OpenDocument": (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), errors.OpenDocument),
    "a ZIP of something else": (zipped(a=b"b"), errors.NotATable),
    "a ZIP that was cut off": (workbook(("a",))[:900], errors.NotATable),
    "a workbook without a sheet": (zipped(xl__workbook_xml=b"<x/>"), errors.NotATable),
    "a page that calls itself a workbook": (b"<html><table><tr><td>a</td></tr></table>", errors.NotATable),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0", errors.NotATable),
    "a photo": (b"\xff\xd8\xff\xe0\x10JFIF\x01\x01", errors.NotATable),
    "letters of no known alphabet": (b"T\xean m\xf3n\x8a;Gi\xe1", errors.EncodingUnknown),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_table_is_refused_with_its_reason(what: str) -> None:
    data, reason = BAD[what]
    with pytest.raises(reason):
        list(spreadsheets.read(data).rows)


def test_a_size_that_the_file_claims_wrongly_hides_no_cell() -> None:
    """Some programs write A1 there."""
    data, kept = workbook(("a", "b"), ("c", "d")), BytesIO()
    with ZipFile(BytesIO(data)) as parts, ZipFile(kept, "w") as changed:
        for part in parts.infolist():
            changed.writestr(part, parts.read(part).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1"'))
    assert [row.cells for row in spreadsheets.read(kept.getvalue()).rows] == [["a", "b"], ["c", "d"]]


def test_a_separator_may_be_named_in_the_first_line_and_stand_in_quotes() -> None:
    rows = list(spreadsheets.read('sep=;\na;b,c\n"d;e";"f\ng"\n'.encode("utf-16")).rows)
    assert [(row.number, row.cells) for row in rows] == [(2, ["a", "b,c"]), (3, ["d;e", "f\ng"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_vietnamese_is_read_in_every_encoding_that_spreadsheets_write(encoding: str, separator: str) -> None:
    line = separator.join(("Tên món", "Mật ong rừng", "Đường phên", "Ướp lạnh"))
    written = line if encoding != "cp1258" else "".join(map(as_1258, unicodedata.normalize("NFC", line)))
    (row,) = spreadsheets.read(f"{written}\r\n".encode(encoding)).rows
    assert row.cells == line.split(separator)


def as_1258(letter: str) -> str:
    """The letter as Windows writes it in that code page: its tone stands after it."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        base, tone = unicodedata.normalize("NFD", letter)[:-1], unicodedata.normalize("NFD", letter)[-1]
        if tone in "\u0302\u0306\u031b" or (len(base) == 2 and base[1] == "\u0323"):
            base, tone = base[0] + tone, base[1]
        return unicodedata.normalize("NFC", base) + tone
    return letter


def test_no_text_that_is_written_becomes_a_formula() -> None:
    texts = ["=1+1", "+84", "-5", "@SUM(A1)", "'=x", "#N/A", '="0912"', "plain"]
    for data in (
        spreadsheets.write_csv(["A"], [[text] for text in texts]),
        spreadsheets.write_xlsx([("A", ["A"], [[text] for text in texts])]),
    ):
        assert [row.cells[0] for row in spreadsheets.read(data).rows][1:] != []
    cells = [
        row.cells[0]
        for row in spreadsheets.read(spreadsheets.write_xlsx([("A", ["A"], [[text] for text in texts])])).rows
    ]
    assert cells == ["A", *texts]
