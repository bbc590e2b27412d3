"""The code of a stamp: whatever goes wrong in reading or typing one character shows, and shows in its group."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from marketplace.traceability import groups_of, new_code, parse_code, tidy
from marketplace.traceability.errors import CodeIncomplete, GroupWrong
from marketplace.traceability.stamps import ALPHABET

CODES = st.randoms().map(lambda dice: new_code(dice.choice))
PLACES = st.integers(0, 7)
WORDS = ("thứ nhất", "thứ hai")


def group_of(place: int) -> str:
    return WORDS[place // 4]


def refusal(code: str) -> str:
    with pytest.raises(GroupWrong) as refused:
        parse_code(code)
    return str(refused.value)


@given(CODES)
def test_every_code_that_is_given_out_is_read(code: str) -> None:
    assert parse_code(code) == code
    assert "".join(groups_of(code)) == code


@given(CODES, PLACES, st.sampled_from(ALPHABET))
def test_any_wrong_character_is_noticed_in_its_group(code: str, place: int, other: str) -> None:
    assume(code[place] != other)
    assert f"Nhóm {group_of(place)} không đúng" in refusal(code[:place] + other + code[place + 1 :])


@given(CODES, st.sampled_from((0, 4)), st.sampled_from([(a, b) for b in range(4) for a in range(b)]))
def test_characters_that_changed_places_are_noticed_in_their_group(
    code: str, start: int, swap: tuple[int, int]
) -> None:
    one, two = (start + place for place in swap)
    assume(code[one] != code[two])
    letters = list(code)
    letters[one], letters[two] = letters[two], letters[one]
    assert f"Nhóm {group_of(one)} không đúng" in refusal("".join(letters))


@given(CODES)
def test_groups_in_the_wrong_order_are_noticed(code: str) -> None:
    first, second = groups_of(code)
    assert refusal(second + first) == (f"Cả hai nhóm không đúng: {second} và {first}. Nhìn lại mã trên tem rồi gõ lại.")


@given(CODES, st.data())
def test_looks_alike_spaces_and_small_letters_are_forgiven(code: str, data: st.DataObject) -> None:
    alike = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(data.draw(st.sampled_from(alike.get(char, char + char.lower()))) for char in code)
    gap = data.draw(st.sampled_from(("", " ", "-", " – ", ".")))
    assert parse_code(f" {typed[:4]}{gap}{typed[4:]} ") == code


@given(st.text())
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        assert parse_code(text) == tidy(text)
    except (CodeIncomplete, GroupWrong) as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("0447", 4), ("0447 K7F2 0", 9), ("🍯", 1)])
def test_a_code_of_another_length_says_how_long_it_is(typed: str, count: int) -> None:
    with pytest.raises(CodeIncomplete, match=f"Ở đây có {count} ký tự"):
        parse_code(typed)


def test_a_letter_that_no_code_holds_is_wrong_in_its_group() -> None:
    code = new_code(random.Random(1).choice)
    assert "Nhóm thứ nhất không đúng" in refusal("U" + code[1:])


def test_the_sample_on_the_page_can_never_be_a_stamp() -> None:
    assert "không đúng" in refusal("0447 K7F2")
