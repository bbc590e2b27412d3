import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.text import clean_line, clean_text, fold, nfc, slug, sort_key, unaccented


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Mật ong rừng Đà Bắc", "mat ong rung da bac"),
        ("  HẠT   DỔI, Chí Đạo!", "hat doi chi dao"),
        ("gạo ST25_mới", "gao st25 moi"),
        ("Ｍật ong", "mat ong"),
        ("", ""),
    ],
)
def test_folding_leaves_plain_lower_case_words(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_both_ways_of_placing_the_tone_fold_alike() -> None:
    assert fold("Lạc Thuỷ") == fold("Lạc Thủy") == fold(unicodedata.normalize("NFD", "Lạc Thủy"))


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_slug_fits_into_an_address(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug(text).startswith("-")


def test_a_slug_keeps_the_sound_of_the_name() -> None:
    assert slug("Mật ong Đà Bắc 500 ml") == "mat-ong-da-bac-500-ml"


def test_english_addresses_keep_the_capitals() -> None:
    assert unaccented("Đồng Tháp – Cần Thơ") == "Dong Thap – Can Tho"


def test_names_sort_by_the_vietnamese_alphabet_and_then_by_tone() -> None:
    ordered = "a à ả ã á ạ an ă ắn â da dê đa đê e ê o ô ơ u ư y".split()
    assert sorted(reversed(ordered), key=sort_key) == ordered


def test_sorting_does_not_care_how_letters_are_composed() -> None:
    assert sort_key("Đà Bắc") == sort_key(unicodedata.normalize("NFD", "Đà Bắc"))


@given(st.text())
def test_every_text_can_be_sorted(text: str) -> None:
    assert sort_key(text) == sort_key(nfc(text))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Chị   Hoa\t(xóm 3)\n", "Chị Hoa (xóm 3)"),
        ("a\0b", "ab"),
        ("\u202egnp.exe", "gnp.exe"),
        ("half \ud83d of it", "half of it"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("nải chuối 👨‍👩‍👧", "nải chuối 👨‍👩‍👧"),
    ],
)
def test_a_clean_line_holds_only_what_can_be_seen(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@given(st.text(st.characters(), max_size=300), st.integers(1, 50))
def test_a_clean_line_is_short_stable_and_storable(text: str, limit: int) -> None:
    line = clean_line(text, limit)
    assert len(line) <= limit
    assert clean_line(line, limit) == line
    assert line == nfc(line)
    line.encode("utf-8")


def test_a_clean_text_keeps_paragraphs() -> None:
    assert clean_text("Một  dòng\r\n\r\n\r\n\r\nhai\rba \n") == "Một dòng\n\nhai\nba"


@given(st.text(st.characters(), max_size=300), st.integers(1, 80))
def test_a_clean_text_is_short_and_stable(text: str, limit: int) -> None:
    cleaned = clean_text(text, limit)
    assert len(cleaned) <= limit
    assert clean_text(cleaned, limit) == cleaned


@pytest.mark.parametrize("written", ["Ðà Bắc", "Ɖà Bắc", unicodedata.normalize("NFD", "Ðà Bắc")])
def test_letters_that_only_look_vietnamese_are_the_ones_that_everybody_sees(written: str) -> None:
    assert nfc(written) == clean_line(written) == clean_text(written) == "Đà Bắc"
    assert (fold(written), slug(written), unaccented(written)) == ("da bac", "da-bac", "Da Bac")
    assert sort_key(written) == sort_key("Đà Bắc")
    assert fold(written.lower()) == fold(written.upper()) == "da bac"


def test_an_old_letter_with_a_tone_becomes_one_letter() -> None:
    assert nfc("Gƣ\u0309i mƢ\u0300ng") == "Gửi mỪng"
    assert fold("Gƣ\u0309i nƣớc ðá ɖẹp") == "gui nuoc da dep"
