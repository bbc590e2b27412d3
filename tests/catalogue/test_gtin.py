"""Trade item numbers: read as they stand under the bars, refused with a sentence when a digit is wrong."""

import pytest

from marketplace.catalogue.gtin import GtinOfOneShop, GtinUnreadable, GtinWrong, parse_gtin
from marketplace.traceability import stamp_path

CODE = "0447K7F2QPZ51XW"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("8935001700012", "08935001700012"),
        (" 893 5001-70001 2 ", "08935001700012"),
        ("96385074", "00000096385074"),
        ("614141000036", "00614141000036"),
        ("18935001700019", "18935001700019"),
        ("", ""),
    ],
)
def test_a_number_is_kept_with_fourteen_digits(typed: str, kept: str) -> None:
    assert parse_gtin(typed) == kept


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8935001700013", GtinWrong),
        ("8935001700021", GtinWrong),
        ("893500170001", GtinWrong),
        ("89350017", GtinWrong),
        ("0000000000000", GtinWrong),
        ("2000000000008", GtinOfOneShop),
        ("893", GtinUnreadable),
        ("８９３５００１７００0１２", GtinUnreadable),
        ("OC-2026-000123", GtinUnreadable),
    ],
)
def test_what_is_no_number_of_gs1_is_refused(typed: str, why: type[Exception]) -> None:
    with pytest.raises(why):
        parse_gtin(typed)


@pytest.mark.parametrize(
    ("lot", "path"),
    [
        ("GL-1125", "/01/08935001700012/10/GL-1125/21/0447K7F2QPZ51XW"),
        ("A/1 ", "/01/08935001700012/21/0447K7F2QPZ51XW"),
        ("A/1", "/01/08935001700012/10/A%2F1/21/0447K7F2QPZ51XW"),
        ("Lô 12", "/01/08935001700012/21/0447K7F2QPZ51XW"),
        ("0" * 20, "/01/08935001700012/10/00000000000000000000/21/0447K7F2QPZ51XW"),
        ("0" * 21, "/01/08935001700012/21/0447K7F2QPZ51XW"),
    ],
)
def test_the_address_keeps_the_order_and_the_signs_of_the_standard(lot: str, path: str) -> None:
    assert stamp_path(CODE, gtin="08935001700012", lot=lot) == path
