"""The one writer of tables for spreadsheets."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

from marketplace.text import harmless_cell


def table(filename: str, heading: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Response:
    """The rows as a file to save. Begins with a mark by which Excel knows UTF-8; no text can become a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heading)
    writer.writerows([harmless_cell(value) for value in row] for row in rows)
    answer = Response(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=filename)
    return answer
