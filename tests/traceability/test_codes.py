"""The code of a stamp: whatever goes wrong in reading or typing one character shows, and shows in its group."""

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.traceability import FORMER, groups_of, new_code, parse_code, tidy
from marketplace.traceability.errors import CodeIncomplete, CodeRefused, GroupWrong
from marketplace.traceability.stamps import ALPHABET, SHAPE

CODES = st.builds(
    lambda dice, shape: new_code(dice.choice, shape=shape), st.randoms(), st.sampled_from((SHAPE, SHAPE, FORMER))
)
PLACES = st.integers(0, SHAPE.length - 1)
WORDS = ("thứ nhất", "thứ hai", "thứ ba")


def size_of(code: str) -> int:
    return len(groups_of(code)[0])


def refusal(code: str) -> str:
    with pytest.raises(GroupWrong) as refused:
        parse_code(code)
    return str(refused.value)


def swapped(code: str, one: int, two: int) -> str:
    letters = list(code)
    letters[one], letters[two] = letters[two], letters[one]
    return "".join(letters)


@given(CODES)
def test_every_code_that_is_given_out_is_read(code: str) -> None:
    assert parse_code(code) == code
    assert "".join(groups_of(code)) == code


@given(CODES, PLACES, st.sampled_from(ALPHABET))
def test_any_wrong_character_is_noticed_in_its_group(code: str, place: int, other: str) -> None:
    assume(place < len(code) and code[place] != other)
    assert f"Nhóm {WORDS[place // size_of(code)]} không đúng" in refusal(code[:place] + other + code[place + 1 :])


@given(CODES, st.data())
def test_characters_that_changed_places_are_noticed_in_their_group(code: str, drawn: st.DataObject) -> None:
    size = size_of(code)
    group = drawn.draw(st.integers(0, len(code) // size - 1))
    places = st.integers(group * size, group * size + size - 1)
    one, two = drawn.draw(st.lists(places, min_size=2, max_size=2, unique=True))
    assume(code[one] != code[two])
    assert f"Nhóm {WORDS[group]} không đúng" in refusal(swapped(code, one, two))


@given(CODES, PLACES)
def test_neighbours_that_changed_places_are_noticed_across_groups_too(code: str, place: int) -> None:
    assume(place + 1 < len(code) and code[place] != code[place + 1])
    assert "không đúng" in refusal(swapped(code, place, place + 1))


@given(CODES)
def test_groups_in_the_wrong_order_are_noticed(code: str) -> None:
    first, second, *rest = groups_of(code)
    assert f"Những nhóm không đúng: {second}, {first}. " in refusal("".join((second, first, *rest)))


@given(CODES, st.data())
def test_looks_alike_spaces_and_small_letters_are_forgiven(code: str, data: st.DataObject) -> None:
    alike = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(data.draw(st.sampled_from(alike.get(char, char + char.lower()))) for char in code)
    gap = data.draw(st.sampled_from(("", " ", "-", " – ", ".")))
    assert parse_code(f" {gap.join(groups_of(typed))} ") == code


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        assert parse_code(text) == tidy(text)
    except CodeRefused as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("0447", 4), ("0447 K7F2 0", 9), ("0" * 16, 16)])
def test_a_code_of_another_length_says_how_long_it_is(typed: str, count: int) -> None:
    with pytest.raises(CodeIncomplete, match=f"Ở đây có {count} ký tự"):
        parse_code(typed)


def test_a_letter_that_no_code_holds_is_wrong_in_its_group() -> None:
    code = new_code(random.Random(1).choice)
    assert "Nhóm thứ nhất không đúng" in refusal("U" + code[1:])


@pytest.mark.parametrize(
    "scanned",
    [
        "HTTPS://GUI.EXAMPLE/T/{code}",
        "https://gui.example/t/{code}?hl=en",
        "https://gui.example/01/08930000000002/10/GL-1125/21/{code}",
        "(01)08930000000002(10)GL-1125(21){code}",
    ],
)
def test_the_address_of_a_square_is_read_as_its_code(scanned: str) -> None:
    code = new_code()
    assert parse_code(scanned.format(code=code)) == code


TELEX = {"AA": "Â", "EE": "Ê", "DD": "Đ", "AS": "Á", "EF": "È", "YR": "Ỷ", "AX": "Ã", "EJ": "Ẹ", "AW": "Ă"}


@given(CODES)
def test_what_a_vietnamese_keyboard_makes_of_a_code_is_undone(code: str) -> None:
    typed = code
    for letters, made in TELEX.items():
        typed = typed.replace(letters, made)
    assert parse_code(typed) == code
    assert parse_code(typed.lower()) == code


@given(CODES)
def test_letters_and_digits_of_other_alphabets_that_look_alike_are_read(code: str) -> None:
    alike = str.maketrans("ABEKMHPCTX0123", "АВЕКМНРСТХ٠١٢٣")
    assert parse_code(code.translate(alike)) == code
    assert parse_code(code.translate(str.maketrans("0123456789AB", "０１２３４５６７８９ＡＢ"))) == code


def test_signs_that_look_like_nothing_on_a_stamp_are_named_and_no_more_is_guessed() -> None:
    with pytest.raises(CodeRefused, match="Bỏ những ký tự này: 蜂, 🍯."):
        parse_code("蜂7F2 🍯🍯QP")


def test_the_sample_on_the_page_can_never_be_a_stamp() -> None:
    assert "không đúng" in refusal("0447K 7F2QP Z51XW")


def test_ten_million_codes_hardly_ever_meet_and_a_guess_hits_none() -> None:
    """By the birthday bound; every drawn character counts, and none follows from the others."""
    codes = len(ALPHABET) ** (SHAPE.length - SHAPE.groups)
    assert 10_000_000**2 / 2 / codes < 1 / 20_000
    assert 5_400_000 / codes < 1e-11


def test_each_character_is_drawn_with_the_same_chance_and_none_tells_the_next() -> None:
    """Chi-squared over places and over neighbours: below the mean and five standard deviations."""
    codes = [new_code() for _ in range(6_000)]
    drawn = [at for at in range(SHAPE.length) if (at + 1) % SHAPE.group]
    for at, after in pairwise(drawn):
        for seen, cells in (
            (Counter(code[at] for code in codes), 32),
            (Counter((code[at], code[after]) for code in codes), 32 * 32),
        ):
            wanted = len(codes) / cells
            chi = sum((count - wanted) ** 2 for count in seen.values()) / wanted + (cells - len(seen)) * wanted
            assert chi < cells - 1 + 5 * (2 * (cells - 1)) ** 0.5
