"""Tables for people and their spreadsheets as files to save; programs read feeds."""

from collections.abc import Iterable, Sequence

from flask import Response

from marketplace.spreadsheets import Digits as Digits
from marketplace.spreadsheets import Told, write_csv

Cell = Told
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "zpl": "application/octet-stream",
}


def table(filename: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The rows as a file to save; no text can become a formula."""
    return to_save(filename, write_csv(heading, rows))


def to_save(filename: str, content: bytes) -> Response:
    """A file of this name, whose ending says its kind."""
    answer = Response(content, content_type=KINDS[filename.rpartition(".")[2]])
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer
