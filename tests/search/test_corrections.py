from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.corrections import rescues
from marketplace.search.parsing import parse
from marketplace.search.synonyms import SynonymGroups

GROUPS = SynonymGroups.of(
    [("trứng gà", "hột gà"), ("nước mắm", "fish sauce"), ("rượu cam", "vang cam"), ("mật ong", "honey")]
)
SHELF = """mat ong rung hoa binh,mat ong mu cang chai,mien dong cao bang,mien dong tai hoan,trung ga ngoc han,nuoc mam,
nam huong,chung nhan,chuoi viba,gao st25,vi ruou cam,ruoc ca,tra suoi giang,soi,bo kho huy vu,buoi do"""
KNOWN = Counter(word for name in SHELF.split(",") for word in set(name.split()))


def attempts(typed: str) -> list[str]:
    return [query.text for query in islice(rescues(parse(typed, GROUPS), KNOWN, GROUPS), 4)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("maatj ong", "mật ong"),
        ("ma65t ong", "mật ong"),
        ("mat onng", "mat ong"),
        ("mậtong rừng", "mat ong rừng"),
        ("miem dong", "mien dong"),
        ("ruoy cam", "ruou cam"),
        ("chuoi vi ba", "chuoi viba"),
        ("gao st 25", "gao st25"),
        ("gaost25", "gao st25"),
        ("chung ga", "trung ga"),
        ("nuoc nam", "nuoc mam"),
        ("suoi dang", "suoi giang"),
        ("bo kho huyvu", "bo kho huy vu"),
        ("buwowir ddor", "bưởi đỏ"),
    ],
)
def test_the_likeliest_reading_comes_first(typed: str, first: str) -> None:
    assert attempts(typed)[0] == first


def test_a_word_that_nobody_knows_is_dropped_at_last() -> None:
    assert attempts("mat ong xyzxyz") == ["mat ong"]
    assert attempts("xyzxyz") == []
    assert attempts("iphone rung") == ["rung"]


def test_a_word_that_may_say_nothing_is_no_answer_alone() -> None:
    vocabulary = {"co": 3, "mat": 5, "ong": 4}
    assert [each.text for each in rescues(parse("khong co mon nay", GROUPS), vocabulary, GROUPS)] == []
    assert next(rescues(parse("cò xyzxyz", GROUPS), vocabulary, GROUPS)).text == "cò"
    assert next(rescues(parse("khong co mat ong xyz", GROUPS), vocabulary, GROUPS)).text == "co mat ong"


def test_the_same_goods_from_elsewhere_are_better_than_none() -> None:
    assert attempts("mật ong cao bằng")[0] == "mật ong"


def test_a_wish_that_no_goods_have_is_left_out_and_not_taken_for_another_word() -> None:
    vocabulary = {"qua": 3, "bieu": 2, "nep": 4, "hop": 1}
    for typed in ("qua bieu sep", "quà biếu sếp"):
        assert next(rescues(parse(typed, GROUPS), vocabulary, GROUPS)).text in ("qua bieu", "quà biếu")


def test_what_operators_know_is_spelled_right_even_when_no_goods_have_it() -> None:
    groups = SynonymGroups.of([("chôm chôm", "rambutan"), ("gừng", "ginger")])
    vocabulary = {"cham": 3, "mat": 5, "ong": 4, "rung": 2}
    assert [each.text for each in rescues(parse("chom chom", groups), vocabulary, groups)] == []
    assert next(rescues(parse("mật ong gừng", groups), vocabulary, groups)).text == "mật ong"


def test_a_term_that_does_not_go_with_the_others_is_dropped_from_the_end() -> None:
    assert attempts("mật ong suối")[-2:] == ["mật ong", "suối"]


def test_stars_prices_and_synonyms_are_kept() -> None:
    query = next(rescues(parse("maatj ong 4 sao duoi 200k mua", GROUPS), KNOWN, GROUPS))
    assert (query.stars, query.price_to_vnd, query.ignored) == ((4,), 200_000, ("mua",))
    assert query.terms[0].alternatives == ("mat ong", "honey")


def test_foreign_words_with_known_synonyms_are_no_slips() -> None:
    assert "honey" not in KNOWN
    assert attempts("honey rung")[0].startswith("honey")


@given(st.text(st.sampled_from("maotngiedu jf15 ậô"), max_size=40))
def test_every_attempt_consists_of_known_words_and_comes_once(typed: str) -> None:
    tried = [query.terms for query in rescues(parse(typed, GROUPS), KNOWN, GROUPS)]
    assert len(tried) == len(set(tried))
    for terms in tried:
        assert all(word in KNOWN for term in terms for word in term.word.split()) or "honey" in typed
