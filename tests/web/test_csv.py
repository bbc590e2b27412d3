"""Tables to save: what a spreadsheet and a person find in their cells."""

import csv as reading
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO

import pytest
from flask import Flask

from marketplace.web import csv
from marketplace.web.csv import Cell, Digits


def cells(app: Flask, *row: Cell) -> Sequence[str]:
    """The one row below the heading."""
    with app.test_request_context():
        text = csv.table("bang.csv", ["A"], [row]).get_data().decode("utf-8-sig")
    return list(reading.reader(StringIO(text)))[1]


def test_an_instant_is_written_as_iso_says_on_vietnams_clock(app: Flask) -> None:
    assert cells(app, datetime(2026, 11, 25, 20, 5, 9, tzinfo=UTC), None) == ["2026-11-26 03:05", ""]


@pytest.mark.parametrize("text", ["0912 345 678", "0012345678901234567", "1E10", "VN2611773"])
def test_a_number_that_is_no_amount_stays_as_it_is_written(app: Flask, text: str) -> None:
    assert cells(app, Digits(text), Digits("")) == [f'="{text}"', ""]


def test_no_number_closes_its_quotes_and_goes_on_as_a_formula(app: Flask) -> None:
    assert cells(app, Digits('1"&HYPERLINK("https://evil.example')) == ['="1""&HYPERLINK(""https://evil.example"']


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000"])
def test_words_stand_apart_by_plain_spaces(app: Flask, space: str) -> None:
    assert cells(app, f"hũ 500{space}ml", Digits(f"0912{space}345")) == ["hũ 500 ml", '="0912 345"']


@pytest.mark.parametrize("text", ["=1+1", "+84", "-2+3", "@SUM(A1)", "\t=1", "\u00a0=1"])
def test_no_text_becomes_a_formula(app: Flask, text: str) -> None:
    (cell,) = cells(app, text)
    assert cell.startswith(("'", " "))


def test_an_amount_stays_a_number(app: Flask) -> None:
    assert cells(app, 165_000, -5) == ["165000", "-5"]
