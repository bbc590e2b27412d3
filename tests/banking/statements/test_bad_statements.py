"""Statements that cannot be read, or not whole: one clear sentence each."""

import pytest

from marketplace.banking import statements
from marketplace.banking.statements import Bounds, Statement
from marketplace.banking.statements.errors import (
    LettersBroken,
    PrintedStatement,
    StatementDamaged,
    StatementTooBig,
    StatementUnknown,
    TooManyRows,
    WrongAccount,
    WrongCurrency,
)
from marketplace.spreadsheets.errors import NotATable
from tests.banking.statements.test_shapes import ACCOUNT, CAMT, COUNTER_ACCOUNT, IN_UTC, MT940, OFX_1, POSTING, SIGNED

BOUNDS = Bounds(most_bytes=100_000, most_rows=50, accounts=(ACCOUNT,))
HEADING = "Ngày,Số tiền,Nội dung\n"


def read(data: bytes | str, bounds: Bounds = BOUNDS) -> Statement:
    return statements.read(data.encode() if isinstance(data, str) else data, bounds)


def error_of(line: str) -> str:
    statement = read(HEADING + line)
    assert statement.rows == ()
    assert len(statement.errors) == 1
    return statement.errors[0].sentence % statement.errors[0].params


@pytest.mark.parametrize(
    "data",
    [
        COUNTER_ACCOUNT,
        OFX_1,
        MT940,
        CAMT,
        POSTING.replace(f"tài khoản {ACCOUNT}", "tài khoản 9999888877"),
        IN_UTC,
    ],
)
def test_the_statement_of_another_account_is_refused_with_both_named(data: str) -> None:
    other = data.replace(ACCOUNT, "9999888877")
    with pytest.raises(WrongAccount) as refused:
        read(other)
    assert "··· 8877" in str(refused.value)
    assert "··· 2418" in str(refused.value)


def test_lost_leading_zeros_and_grouped_digits_are_still_our_account() -> None:
    assert len(read(COUNTER_ACCOUNT.replace(ACCOUNT, "1100 1932 418")).rows) == 3
    assert len(read(IN_UTC.replace(ACCOUNT, "xxxxxxxxx2418")).rows) == 3


def test_single_rows_of_another_account_are_left_out_by_name() -> None:
    statement = read(IN_UTC.replace(f"{ACCOUNT},-11000", "9999888877,-11000"))
    assert [row.amount_vnd for row in statement.rows] == [535_500, 0]
    assert [error.number for error in statement.errors] == [3]


def test_without_an_account_of_the_shop_any_statement_is_read() -> None:
    assert len(read(IN_UTC, Bounds(100_000, 50)).rows) == 3


def test_letters_broken_by_a_wrong_encoding_are_told() -> None:
    broken = "Ngày giao dịch,Số tiền,Nội dung\n25/11/2026,1000,x\n".encode().decode("latin-1")
    with pytest.raises(LettersBroken):
        read(broken)
    with pytest.raises(LettersBroken):
        read("Ngµy giao dÞch,Sè tiÒn,Néi dung\n25/11/2026,1000,x\n")


def test_a_table_of_something_else_is_told() -> None:
    with pytest.raises(StatementUnknown):
        read("Tên hàng,Giá,Số lượng\nMật ong,165000,3\n")


def test_a_pdf_and_a_page_of_html_are_told() -> None:
    with pytest.raises(PrintedStatement):
        read(b"%PDF-1.7 ...")
    with pytest.raises(NotATable):
        read(b"<html><table><tr><td>Ngay</td></tr></table></html>")


@pytest.mark.parametrize("data", [CAMT[:900], CAMT.replace("</Stmt>", ""), OFX_1[:400], ":20:X\n:61:rubbish\n"])
def test_a_file_that_was_cut_is_told(data: str) -> None:
    with pytest.raises(StatementDamaged):
        read(data)


def test_xml_that_blows_itself_up_is_refused_unread() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(StatementDamaged):
        read(bomb + CAMT.partition("?>")[2].replace("PHI", "&b;"))


def test_another_currency_is_told() -> None:
    for data in (OFX_1.replace(">VND", ">USD"), MT940.replace("VND", "USD"), CAMT.replace('"VND"', '"USD"')):
        with pytest.raises(WrongCurrency):
            read(data)
    with pytest.raises(WrongCurrency):
        read("Loại tiền/Currency: USD\n" + POSTING)


def test_too_many_bytes_or_rows_are_told_with_the_limit() -> None:
    with pytest.raises(StatementTooBig) as big:
        read(IN_UTC, Bounds(10, 50))
    assert big.value.status == 413
    with pytest.raises(TooManyRows) as long:
        read(IN_UTC, Bounds(100_000, 2))
    assert "2" in str(long.value)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.250.000", 1_250_000),
        ('"1,250,000.00"', 1_250_000),
        ('"1.250.000,00"', 1_250_000),
        ("1250000", 1_250_000),
        ("1.250", 1_250),
        ("1250.00", 1_250),
        ("1 250 000 đ", 1_250_000),
        ("+1.250.000 VND", 1_250_000),
        ("-1.250.000", -1_250_000),
        ("1.250.000-", -1_250_000),
        ("(1.250.000)", -1_250_000),
        ("1.250.000 DR", -1_250_000),
        ("1.250.000 CR", 1_250_000),
    ],
)
def test_amounts_are_read_as_they_are_meant(written: str, amount: int) -> None:
    assert [row.amount_vnd for row in read(f"{HEADING}25/11/2026,{written},x").rows] == [amount]


@pytest.mark.parametrize("written", ["1.25.000", "1250,5x", "1.2.3", "12345678901234567890", "1e9", "mười nghìn 1"])
def test_an_amount_that_could_mean_two_things_is_told_in_its_row(written: str) -> None:
    assert "Không đọc được số tiền" in error_of(f'25/11/2026,"{written}",x')


def test_a_fraction_of_a_dong_is_told_in_its_row() -> None:
    assert "phần lẻ" in error_of('25/11/2026,"1.250,50",x')


@pytest.mark.parametrize("written", ["31/02/2026", "11/25/2026", "2026", "25/11/2026 25:00", "ngày 25"])
def test_a_day_that_is_not_in_the_calendar_is_told_in_its_row(written: str) -> None:
    assert "Không đọc được ngày" in error_of(f"{written},1000,x")


def test_money_on_both_sides_of_a_row_is_told() -> None:
    statement = read("Ngày,Nội dung,Tiền ra,Tiền vào\n25/11/2026,x,5000,1000\n")
    assert [error.number for error in statement.errors] == [2]


def test_totals_and_signatures_below_the_table_are_no_rows() -> None:
    statement = read(SIGNED + "Tổng cộng,524500,\nNgày in: 26/11/2026,,\nGiám đốc,,\n")
    assert len(statement.rows) == 3
    assert statement.errors == ()
