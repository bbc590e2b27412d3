"""References in memos: what banks and buyers do to them, and what must not be taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.banking.references import Reference, find_references, reference
from marketplace.orders.writing import CODE_LETTERS

CODES = st.builds(
    "{:02}{:02}-{}".format,
    st.integers(20, 99),
    st.integers(1, 12),
    st.text(CODE_LETTERS, min_size=5, max_size=5),
)
CODE = "2611-P9AN9"
MEMO = reference(CODE)
SURE = Reference(CODE, is_checked=True)


def test_a_reference_is_short_and_made_of_capitals_and_digits():
    assert MEMO == "GUI2611P9AN98"
    assert len(MEMO) <= 25
    assert MEMO.isascii()
    assert MEMO.isalnum()


@given(CODES)
def test_every_reference_is_found_and_sure(code):
    assert find_references(reference(code)) == [Reference(code, is_checked=True)]


@pytest.mark.parametrize(
    "memo",
    [
        MEMO.lower(),
        "GUI 2611 P9AN9 8",
        "gui-2611-p9an9-8",
        "Gửi 2611-P9AN98",
        f"MBVCB.7712345678.{MEMO}.CT tu 0011001932418 NGUYEN VAN MAU toi 0000002026",
        f"IBFT{MEMO}FT26334001234567",
        f"020097042211281041002611ABCD{MEMO} GD 123456-112826-10:41:00",
        "GUI2611P9\r\nAN98",
        "UI2611P9AN98",
        "I2611P9AN98",
        "2611P9AN98",
        "thanh toan don 2611-P9AN9-8 cam on shop",
        "GUI26IIP9AN98",
        "\uff27\uff35\uff292611P9AN98",
    ],
)
def test_banks_and_buyers_may_do_this_to_it(memo):
    assert find_references(memo)[0] == SURE


@pytest.mark.parametrize("memo", ["GUI2611P9AN9", "GUI2611P9AN9 CT tu 0011", "don 2611-P9AN9", "GUI2611P9AN9X"])
def test_without_its_check_character_it_is_a_proposal(memo):
    assert find_references(memo) == [Reference(CODE)]


@pytest.mark.parametrize(("memo", "code"), [("QR GUI2611P9AN", "2611-P9AN"), ("GUI2611P9A", "2611-P9A")])
def test_a_cut_memo_gives_the_beginning_of_a_code(memo, code):
    assert find_references(memo) == [Reference(code, is_whole=False)]


def test_one_transfer_may_name_several_purchases():
    other = reference("2612-ABCDE")
    sure = [SURE, Reference("2612-ABCDE", is_checked=True)]
    assert find_references(f"{MEMO} {other}") == sure
    assert find_references(f"{MEMO}{other}") == sure
    assert find_references(f"{MEMO} {MEMO}") == [SURE]


@pytest.mark.parametrize(
    "memo",
    [
        "",
        "NGUYEN VAN MAU gui tien hang thang 11",
        "gui 500000 dong",
        "gui 2511 2026 hai thung cam",
        "FT26112345678901 GD 261123456789",
        "GUI2613P9AN98",
        "GUI2611P9",
        "0011001932418",
    ],
)
def test_what_is_no_reference_is_not_taken_for_one(memo):
    assert find_references(memo) == []


@given(CODES, st.data())
def test_one_wrong_character_or_two_exchanged_are_never_sure(code, data):
    good = reference(code)[3:]
    at = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.integers(0, len(good) - 1))
    typed = data.draw(st.sampled_from("0123456789" + CODE_LETTERS))
    wrong = list(good)
    if data.draw(st.booleans()):
        wrong[at] = typed
    else:
        wrong[at], wrong[other] = wrong[other], wrong[at]
    found = find_references("GUI" + "".join(wrong))
    assert "".join(wrong) == good or not any(each.is_checked for each in found)


@given(st.text(max_size=200))
def test_no_memo_stops_the_reading(memo):
    assert all(each.code[4] == "-" for each in find_references(memo))
