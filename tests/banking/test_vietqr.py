"""Codes for bank transfers: equal to public samples, and read alike by others' parsers and out of the picture."""

from io import BytesIO
from typing import Any

import pytest
import segno
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from vietnam_qr_pay import QRPay
from vietqr_emvco import VietQRParser

from marketplace.banking import vietqr
from marketplace.banking.banks import banks
from marketplace.banking.emvco import FieldTooLong, closed, field
from marketplace.banking.references import reference
from marketplace.banking.vietqr import Transfer, WrongTransfer, payload
from marketplace.banking.vietqr_reader import WrongCode, read

SUBIZ = "00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C"  # noqa: E501
STATIC = "00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE57"
CARD = "00020101021238630010A00000072701330006970436011997043686255816010180208QRIBFTTC5303704540720000005802VN6304A2DC"
RELIEF = Transfer("970415", "0011001932418", 120_000, "ung ho lu lut")
TRANSFERS = st.builds(
    Transfer,
    st.sampled_from(sorted(banks())),
    st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=6, max_size=19),
    st.one_of(st.none(), st.integers(1, vietqr.MOST_VND)),
    st.from_regex(r"([0-9A-Za-z]([0-9A-Za-z ]{0,23}[0-9A-Za-z])?)?", fullmatch=True),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("transfer", "sample"),
    [
        (RELIEF, SUBIZ),  # README of subiz/vietqr
        (Transfer("970436", "1234567890"), STATIC),  # npm's vietnam-qr-pay 1.5.1
        (Transfer("970436", "9704368625581601018", 2_000_000, to_card=True), CARD),  # README of napas-qr-python 0.2.0
    ],
)
def test_codes_equal_public_samples(transfer: Transfer, sample: str) -> None:
    assert payload(transfer) == sample


@given(TRANSFERS)
def test_two_public_parsers_read_what_was_meant(transfer: Transfer) -> None:
    text = payload(transfer)
    first = QRPay(text)
    assert first.is_valid
    assert (first.consumer.bank_bin, first.consumer.bank_number) == (transfer.bank, transfer.account)
    assert (first.amount, first.additional_data.purpose or "") == (
        str(transfer.amount_vnd) if transfer.amount_vnd else None,
        transfer.memo,
    )
    second = VietQRParser.parse(text)
    assert VietQRParser.verify_checksum(text)
    assert (second["bank_bin"], second["account_number"], second["memo"]) == (
        transfer.bank,
        transfer.account,
        transfer.memo,
    )
    assert second["amount"] == transfer.amount_vnd
    assert first.provider.service == second["service_code"] == ("QRIBFTTC" if transfer.to_card else "QRIBFTTA")


def test_the_picture_says_the_same() -> None:
    memo = reference("2611-P9AN9")
    text = payload(Transfer("970405", "1500205123456", 470_000, memo))
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=4, border=4)
    (found,) = zxingcpp.read_barcodes(Image.open(picture))
    assert read(found.text) == ("970405", "1500205123456", "QRIBFTTA", 470_000, memo)


@given(TRANSFERS, st.data())
def test_one_changed_character_is_never_read(transfer: Transfer, data: st.DataObject) -> None:
    text = payload(transfer)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda char: char != text[at]))
    with pytest.raises(WrongCode):
        read(text[:at] + other + text[at + 1 :])


@given(st.text(max_size=120))
def test_no_text_stops_the_reader(text: str) -> None:
    with pytest.raises(WrongCode):
        read(text)


@pytest.mark.parametrize(
    "fields",
    [
        field("00", "01"),
        SUBIZ[:-8].replace("5802VN", "5802LA"),
        SUBIZ[:-8].replace("A000000727", "A000000728"),
        SUBIZ[:-8].replace("010212", "010211", 1),
        SUBIZ[:-8] + field("62", field("08", "khac")),
        SUBIZ[:-9],
    ],
)
def test_a_good_check_does_not_make_a_good_code(fields: str) -> None:
    with pytest.raises(WrongCode):
        read(closed(fields))


@pytest.mark.parametrize(
    "wrong",
    [
        {"bank": "97041"},
        {"bank": "97041٣"},
        {"account": ""},
        {"account": "1" * 20},
        {"account": "0011-0019"},
        {"amount_vnd": 0},
        {"amount_vnd": -1},
        {"amount_vnd": 10**13},
        {"memo": "ủng hộ"},
        {"memo": "a" * 26},
        {"memo": " a"},
        {"memo": "don-2611"},
    ],
)
def test_what_no_bank_takes_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(WrongTransfer):
        Transfer(**({"bank": "970415", "account": "0011001932418"} | wrong))


def test_a_code_that_says_something_else_is_not_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vietqr, "_write", lambda transfer: STATIC)
    with pytest.raises(WrongTransfer):
        payload(RELIEF)


def test_two_digits_tell_how_long_a_field_is() -> None:
    assert field("62", "x" * 99) == "6299" + "x" * 99
    with pytest.raises(FieldTooLong):
        field("62", "x" * 100)
