import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.spelling import near, rejoined, split

WORDS = "mat ong mien dong trung chung ga giang song xuong suong nuoc mam nam lac hat doi viba st25 hoa binh son"
KNOWN = {word: number for number, word in enumerate(WORDS.split(), 1)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("onng", "ong"),
        ("miem", "mien"),
        ("mein", "mien"),
        ("mie", "mien"),
        ("xuongg", "xuong"),
        ("truong", "trung"),
        ("zoi", "doi"),
        ("dang", "giang"),
        ("xong", "song"),
        ("nac", "lac"),
        ("bimh", "binh"),
        ("xon", "son"),
    ],
)
def test_a_near_word_is_found(typed: str, meant: str) -> None:
    assert near(typed, KNOWN)[0] == meant


def test_what_sounds_the_same_comes_before_what_looks_alike() -> None:
    assert near("chung", KNOWN)[0] == "trung"
    assert near("suong", KNOWN)[0] == "xuong"


@pytest.mark.parametrize("typed", ["xyzxyz", "st26", "25", "", "o"])
def test_what_is_far_from_everything_stays_unknown(typed: str) -> None:
    assert near(typed, KNOWN) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("vi ba", "viba"), ("st 25", "st25"), ("matong", "mat ong"), ("hatdoi lacson", "hat doi lacson")],
)
def test_spaces_are_moved(typed: str, meant: str) -> None:
    assert meant.split() in list(rejoined(typed.split(), KNOWN))


def test_a_word_is_cut_into_as_few_words_as_possible() -> None:
    assert split("matonghoabinh", KNOWN) == ["mat", "ong", "hoa", "binh"]
    assert split("matongx", KNOWN) == split("mat", KNOWN) == []


@given(st.lists(st.text(st.sampled_from("mantogĐ25ỡ"), max_size=9), max_size=4))
def test_guesses_are_known_words(words: list[str]) -> None:
    for word in words:
        assert set(near(word, KNOWN)) <= set(KNOWN) - {word}
        assert "".join(split(word, KNOWN)) in ("", word)
    for rejoining in rejoined(words, KNOWN):
        assert "".join(rejoining) == "".join(words)
