import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.parsing import parse
from marketplace.search.query import MOST_TERMS, Query
from marketplace.search.synonyms import SynonymGroups
from marketplace.text import fold

GROUPS = SynonymGroups.of(
    [
        ("trà", "chè", "tea"),
        ("chè ngọt", "chè", "sweet soup"),
        ("hạt dổi", "hạt giổi"),
        ("HTX", "hợp tác xã", "cooperative"),
        ("mật ong", "honey"),
        ("chuối", "banana"),
        ("quà", "làm quà", "gift"),
    ]
)
TYPED = st.text(st.sampled_from("aăâeêoôơuưiyđbcdghklmnprstvx 0123456789k*-–.,+<>~\"'()ạậởủ\0\ud800😀٣_"), max_size=80)


def ask(text: str) -> Query:
    return parse(text, GROUPS)


def words(query: Query) -> list[str]:
    return [term.word for term in query.terms]


def test_words_keep_the_accents_they_were_typed_with() -> None:
    (term, place) = ask("Mật  ong, HOÀ Bình").terms
    assert (term.word, term.spelled) == ("mat ong", "mật ong")
    assert (place.word, place.spelled) == ("hoa binh", "hoà bình")


@pytest.mark.parametrize(
    ("typed", "word", "others"),
    [
        ("trà", "tra", {"che", "tea"}),
        ("chè", "che", {"tra", "tea", "che ngot", "sweet soup"}),
        ("tea", "tea", {"tra", "che"}),
        ("hat giổi", "hat gioi", {"hat doi"}),
        ("hợp tác xã", "hop tac xa", {"htx", "cooperative"}),
        ("htx", "htx", {"hop tac xa", "cooperative"}),
        ("bananas", "bananas", {"banana", "chuoi"}),
        ("trả", "tra", set()),
    ],
)
def test_words_that_mean_the_same_are_alternatives(typed: str, word: str, others: set[str]) -> None:
    (term,) = ask(typed).terms
    assert term.alternatives[0] == word
    assert set(term.alternatives[1:]) == others


def test_alternatives_know_their_accents() -> None:
    (term,) = ask("tra").terms
    assert dict(zip(term.alternatives, term.spellings, strict=True)) == {"tra": "tra", "che": "chè", "tea": "tea"}


@pytest.mark.parametrize(
    ("typed", "place", "province"),
    [
        ("mien dong cao bang", "cao bang", "04"),
        ("mật ong hoà bình", "hoa binh", "25"),
        ("miến bắc kạn", "bac kan", "19"),
        ("gà lạc thuỷ", "lac thuy", "25"),
        ("bưởi ở tân lạc", "tan lac", "25"),
        ("mật ong của tỉnh Phú Thọ", "phu tho", "25"),
        ("mật ong tại tp hồ chí minh", "ho chi minh", "79"),
    ],
)
def test_places_are_known_and_stay_words(typed: str, place: str, province: str) -> None:
    query = ask(typed)
    assert [term.word for term in query.terms if term.is_place] == [place]
    assert query.provinces == (province,)
    assert len(query.terms) == 2 + typed.startswith("mien dong")


@pytest.mark.parametrize("typed", ["cao phòng", "hòa bĩnh", "cao", "bằng"])
def test_other_accents_are_another_word_than_the_place(typed: str) -> None:
    assert not any(term.is_place for term in ask(typed).terms)


@pytest.mark.parametrize(
    ("typed", "kept", "ignored"),
    [
        ("mua mật ong ngon giá rẻ", ["mat ong"], ("mua", "ngon", "giá rẻ")),
        ("đặc sản hòa bình", ["hoa binh"], ("đặc sản",)),
        ("chuối 2 kg", ["chuoi"], ("2 kg",)),
        ("good banana", ["banana"], ("good",)),
        ("đặc sản", ["dac san"], ()),
        ("mua bán", ["mua", "ban"], ()),
        ("cua cà mau", ["cua", "ca mau"], ()),
        ("mật ong bản dao", ["mat ong", "ban", "dao"], ()),
        ("gia vị", ["gia", "vi"], ()),
    ],
)
def test_fillers_are_left_out_when_something_else_is_asked_for(
    typed: str, kept: list[str], ignored: tuple[str, ...]
) -> None:
    query = ask(typed)
    assert words(query) == kept
    assert query.ignored == ignored


def test_a_gift_is_a_wish_beside_other_words() -> None:
    place, gift = ask("đặc sản hòa bình làm quà").terms
    assert place.is_place
    assert not place.optional
    assert gift.optional
    assert "qua" in gift.alternatives


def test_a_wish_alone_is_what_is_asked_for() -> None:
    assert [term.optional for term in ask("quà tặng dưới 300k").terms] == [False]


def test_stars_or_a_price_are_enough() -> None:
    assert not ask("5 sao").is_empty
    assert not ask("dưới 200k").is_empty
    assert ask("hàng 5 sao").terms == ()
    assert ask(" \0 ?! ").is_empty


def test_a_search_is_written_without_its_stars_or_its_price() -> None:
    query = ask("Mật ong 5 sao, dưới 200k, 4*")
    assert query.text_without("stars") == "mật ong , dưới 200k,"
    assert query.text_without("price") == "mật ong 5 sao, , 4*"
    assert query.text_without("stars", "price") == "mật ong , ,"
    assert ask("5 sao").text_without("stars") == ""


def test_a_word_said_twice_is_one_term() -> None:
    assert words(ask("mật ong mat ong chuối")) == ["mat ong", "chuoi"]


def test_a_lone_number_only_ranks() -> None:
    assert [(term.word, term.optional) for term in ask("gạo st 25").terms] == [
        ("gao", False),
        ("st", False),
        ("25", True),
    ]


@pytest.mark.parametrize(
    "typed", ['"mật ong" AND NOT (gà OR *)', "mat:ong", "NEAR(mat ong)", "mật&!|<->ong", "c' or 1=1 --"]
)
def test_operators_are_nothing_but_words(typed: str) -> None:
    assert all(word == fold(word) for word in words(ask(typed)))


def test_a_very_long_search_is_cut() -> None:
    query = ask(" ".join(f"x{number}x" for number in range(1_000)))
    assert len(query.terms) == MOST_TERMS


@given(st.one_of(st.text(), TYPED))
def test_whatever_is_typed_can_be_read(text: str) -> None:
    query = ask(text)
    assert len(query.terms) <= MOST_TERMS
    for term in query.terms:
        assert term.word
        assert term.word == fold(term.word) == term.alternatives[0]
        assert fold(term.spelled) == term.word
        assert all(word == fold(word) for word in term.alternatives)
    assert query.terms == () or not all(term.optional for term in query.terms)
    query.text.encode()


@given(TYPED)
def test_what_was_read_reads_the_same_again(text: str) -> None:
    once = ask(text)
    again = ask(once.text)
    assert (again.terms, again.stars, again.price_to_vnd) == (once.terms, once.stars, once.price_to_vnd)
