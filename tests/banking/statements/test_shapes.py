"""One transfer in, one out, one of zero, as ten layouts tell them."""

import unicodedata
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook

from marketplace.banking import statements
from marketplace.banking.statements import Bounds, Statement

ACCOUNT = "0011001932418"
BOUNDS = Bounds(most_bytes=1024 * 1024, most_rows=100, accounts=(ACCOUNT,))
TONES = "\u0300\u0309\u0303\u0301\u0323"
MEMO = "GUI2611VR8VMK NGUYEN MAU KHANH chuyen tien"
EVENING = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
"""21:30 in Vietnam."""
MORNING = datetime(2026, 11, 24, 17, tzinfo=UTC)
"""The beginning of the 25th in Vietnam."""

DOCUMENT_NUMBER = f"""\
SAO KÊ TÀI KHOẢN ACCOUNT STATEMENT
Số tài khoản/Account number:;{ACCOUNT}
STT;"Ngày GD/
TNX Date";Số CT/ Doc No;Số tiền ghi nợ/ Debit;Số tiền ghi có/ Credit;Nội dung chi tiết/ Transactions in detail
1;25/11/2026;5215.70112;;535.500;{MEMO}
2;25/11/2026;5215.70113;11.000;;PHI CHUYEN TIEN
3;25/11/2026;5215.70114;0;0;KIEM TRA
Tổng cộng;;;11.000;535.500;;
"""
REMITTER = f"""\
Transaction date,Remitter,Remitter bank,Details,Transaction No,Debit,Credit,Balance
25/11/2026,NGUYEN MAU KHANH,VCB,{MEMO},FT26330112233,,"535,500","1,535,500"
25/11/2026,,,PHI DICH VU,FT26330112234,"11,000",,"1,524,500"
25/11/2026,,,KIEM TRA,FT26330112235,0,0,"1,524,500"
"""
POSTING = f"""\
NGÂN HÀNG MẪU
Sao kê tài khoản {ACCOUNT}
STT;Ngày giao dịch/ Transaction Date;Số bút toán/ Transaction No;Phát sinh nợ;Phát sinh có;Nội dung/ Details;Tài khoản
1;25/11/2026 21:30:00;FT26330-01;;535500;{MEMO};{ACCOUNT}
2;25/11/2026 21:31:00;FT26330-02;11000;;PHI;{ACCOUNT}
3;25/11/2026 21:32:00;FT26330-03;;0;KIEM TRA;{ACCOUNT}
"""
REFERENCE = f"""\
STT,Ngày GD,Số tham chiếu,Mô tả,Phát sinh Nợ,Phát sinh Có,Số dư
1,25/11/2026 21:30,AA2633001,{MEMO},,"535,500.00","1,535,500.00"
2,25/11/2026 21:31,AA2633002,PHI,"11,000.00",,"1,524,500.00"
3,25/11/2026 21:32,AA2633003,KIEM TRA,,0.00,"1,524,500.00"
"""
COUNTER_ACCOUNT = f"""\
SAO KE TAI KHOAN
So tai khoan: {ACCOUNT}
Ngày giao dịch;Số tiền ghi nợ;Số tiền ghi có;Nội dung chi tiết;Tên tài khoản đối ứng;Số tài khoản đối ứng
25/11/2026;;535.500;{MEMO};NGUYEN MAU KHANH;19012345671234
25/11/2026;11.000;;PHI;;
25/11/2026;;0;KIEM TRA;;
"""
IN_UTC = f"""\
Booked at (UTC),Account,Amount,Content,Reference
2026-11-25T14:30:00,{ACCOUNT},535500,{MEMO},R1
2026-11-25T14:31:00,{ACCOUNT},-11000,PHI,R2
2026-11-25T14:32:00,{ACCOUNT},0,KIEM TRA,R3
"""
SIDE = f"""\
Thời gian;Loại giao dịch;Số tiền;Nội dung;Mã giao dịch
25/11/2026 21:30:00;Tiền vào;535.500 đ;{MEMO};M1
25/11/2026 21:31:00;Tiền ra;11.000 đ;PHI;M2
25/11/2026 21:32:00;Tiền vào;0 đ;KIEM TRA;M3
"""
DEBIT_CREDIT = f"""\
Ngày\tNội dung\tTiền ra\tTiền vào\tSố dư
25-11-2026\t{MEMO}\t\t535 500\t1 535 500
25-11-2026\tPHI\t11 000\t\t1 524 500
25-11-2026\tKIEM TRA\t\t0\t1 524 500
"""
SIGNED = f"""\
Ngày giao dịch,Số tiền,Nội dung chuyển khoản
09:30:00 PM 25/11/2026,"+535,500 VND",{MEMO}
09:31:00 PM 25/11/2026,"(11,000) VND",PHI
09:32:00 PM 25/11/2026,0,KIEM TRA
"""
OFX_1 = f"""\
OFXHEADER:100
DATA:OFXSGML
VERSION:102
ENCODING:UTF-8

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>VND
<BANKACCTFROM><BANKID>970436<ACCTID>{ACCOUNT}<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261125<DTEND>20261126
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261125213000[+7:ICT]<TRNAMT>535500.00<FITID>F1<NAME>NGUYEN MAU &amp; CO<MEMO>{MEMO}
<BANKACCTTO><BANKID>1<ACCTID>19012345671234</BANKACCTTO></STMTTRN>
<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20261125143100<TRNAMT>-11000<FITID>F2<MEMO>PHI</STMTTRN>
<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261125143200<TRNAMT>0<FITID>F3<MEMO>KIEM TRA</STMTTRN>
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
OFX_2 = OFX_1.replace("OFXHEADER:100", '<?xml version="1.0"?><?OFX OFXHEADER="200"?>').replace(
    f"<MEMO>{MEMO}", f"<MEMO>{MEMO}</MEMO>"
)
MT940 = f"""\
:20:STARTUMS
:25:{ACCOUNT}
:28C:330/1
:60F:C261124VND1000000,
:61:2611251125C535500,NTRF//AA2633001
:86:{MEMO}
:61:2611251125D11000,NCHGNONREF//AA2633002
:86:PHI
:61:2611251125C0,NMSCNONREF//AA2633003
:86:KIEM TRA
:62F:C261125VND1524500,
-
"""
CAMT = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>
<Acct><Id><Othr><Id>{ACCOUNT}</Id></Othr></Id><Ccy>VND</Ccy></Acct>
<Ntry><Amt Ccy="VND">535500</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-11-25T21:30:00.250+07:00</DtTm></BookgDt><AcctSvcrRef>C1</AcctSvcrRef>
<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>NGUYEN MAU KHANH</Nm></Pty></Dbtr>
<DbtrAcct><Id><Othr><Id>19012345671234</Id></Othr></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>{MEMO}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="VND">11000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><DtTm>2026-11-25T14:31:00Z</DtTm></BookgDt><AddtlNtryInf>PHI</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="VND">0</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-11-25</Dt></BookgDt><AddtlNtryInf>KIEM TRA</AddtlNtryInf></Ntry>
<Ntry><Amt Ccy="VND">999</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts>
<BookgDt><Dt>2026-11-25</Dt></BookgDt></Ntry>
</Stmt></BkToCstmrStmt></Document>
"""


def in_windows_letters(text: str) -> bytes:
    """In the code page of Vietnamese Windows, which writes most tones behind their letters."""
    written = b""
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in marks if mark in TONES), "")
        written += unicodedata.normalize("NFC", marks.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return written


def workbook() -> bytes:
    """With numbers for amounts and instants of Excel, below the lines that a bank prints."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["SAO KÊ TÀI KHOẢN"])
    sheet.append(["Số tài khoản", int(ACCOUNT)])  # which loses its zeros so
    sheet.append([])
    sheet.append(["Ngày giao dịch", "Số tham chiếu", "Mô tả", "Số tiền ghi nợ", "Số tiền ghi có"])
    sheet.append([datetime.fromisoformat("2026-11-25 21:30"), "AA1", MEMO, None, 535500])
    sheet.append([datetime.fromisoformat("2026-11-25 21:31"), "AA2", "PHI", 11000.0, None])
    sheet.append([datetime.fromisoformat("2026-11-25 21:32"), "AA3", "KIEM TRA", None, 0])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


TIMED = {
    "posting": POSTING.encode(),
    "reference": REFERENCE.encode("utf-16"),
    "utc": IN_UTC.encode(),
    "side": SIDE.encode("utf-8-sig"),
    "signed": SIGNED.encode(),
    "ofx": OFX_1.encode(),
    "ofx of xml": OFX_2.encode(),
    "camt053": CAMT.encode(),
    "reference in a workbook": workbook(),
}
BY_DAY = {
    "document-number": DOCUMENT_NUMBER.encode("utf-16-le"),
    "remitter": REMITTER.encode(),
    "counter-account": COUNTER_ACCOUNT.encode(),
    "debit-credit": in_windows_letters(DEBIT_CREDIT),
    "mt940": MT940.encode(),
}


def read(data: bytes) -> Statement:
    return statements.read(data, BOUNDS)


@pytest.mark.parametrize("shape", TIMED)
def test_a_statement_with_times_is_read_to_the_instant(shape: str) -> None:
    statement = read(TIMED[shape])
    assert statement.errors == ()
    assert [row.amount_vnd for row in statement.rows] == [535_500, -11_000, 0]
    assert statement.rows[0].booked_at == EVENING
    assert statement.rows[0].has_time
    assert statement.rows[1].booked_at == EVENING + timedelta(minutes=1)


@pytest.mark.parametrize("shape", BY_DAY)
def test_a_statement_of_days_is_read_to_the_day_in_vietnam(shape: str) -> None:
    statement = read(BY_DAY[shape])
    assert statement.errors == ()
    assert [row.amount_vnd for row in statement.rows] == [535_500, -11_000, 0]
    assert {row.booked_at for row in statement.rows} == {MORNING}
    assert not any(row.has_time for row in statement.rows)


@pytest.mark.parametrize("shape", {**TIMED, **BY_DAY})
def test_every_shape_is_known_for_what_it_is_and_brings_its_memo(shape: str) -> None:
    statement = read({**TIMED, **BY_DAY}[shape])
    assert statement.shape == shape.split()[0]
    assert statement.rows[0].memo == MEMO
    assert statement.account in {"", ACCOUNT, ACCOUNT.lstrip("0")}


def test_the_account_of_whoever_paid_is_kept_by_its_end_alone() -> None:
    assert read(COUNTER_ACCOUNT.encode()).rows[0].counterparty == "NGUYEN MAU KHANH ··· 1234"
    assert read(CAMT.encode()).rows[0].counterparty == "NGUYEN MAU KHANH ··· 1234"
    assert read(OFX_1.encode()).rows[0].counterparty == "NGUYEN MAU & CO ··· 1234"


def test_the_number_below_a_printed_day_is_the_banks_reference() -> None:
    printed = DOCUMENT_NUMBER.replace("1;25/11/2026;5215.70112;", '1;"25/11/2026\n5215.70112";;')
    assert read(printed.encode()).rows[0].bank_ref == "5215.70112"


def test_one_entry_of_several_transfers_is_told_apart() -> None:
    two = """<TxDtls><Refs><AcctSvcrRef>{}</AcctSvcrRef></Refs><Amt Ccy="VND">{}</Amt>
        <RmtInf><Ustrd>{}</Ustrd></RmtInf></TxDtls>"""
    start, end = CAMT.index("<NtryDtls>"), CAMT.index("</NtryDtls>")
    batch = (
        CAMT[:start] + "<NtryDtls>" + two.format("A", 500_000, "mot") + two.format("B", "35500.00", "hai") + CAMT[end:]
    )
    rows = read(batch.encode()).rows[:2]
    assert [(row.bank_ref, row.amount_vnd, row.memo) for row in rows] == [("A", 500_000, "mot"), ("B", 35_500, "hai")]
