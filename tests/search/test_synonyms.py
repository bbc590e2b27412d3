from datetime import timedelta

import pytest
from flask import Flask

from marketplace import search
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.search import synonyms
from marketplace.search.actions import default_groups
from marketplace.search.errors import SynonymGroupNotFound, SynonymsRefused, WordTaken
from marketplace.search.parsing import parse

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def _fresh(app: Flask) -> None:
    synonyms.forget_groups()


def add(words: str) -> search.SynonymGroup:
    with transaction():
        return search.add_synonyms(words)


def alternatives(text: str) -> set[str]:
    (term,) = parse(text, synonyms.groups()).terms
    return set(term.alternatives)


def test_the_search_knows_new_words_at_once() -> None:
    assert alternatives("khóm") == {"khom"}
    group = add("dứa, khóm,  Pineapple ")
    assert group.words == "dứa, khóm, Pineapple"
    assert alternatives("khóm") == {"khom", "dua", "pineapple"}


def test_changed_and_dropped_words_are_known_at_once() -> None:
    group = add("dứa, khóm")
    with transaction():
        search.change_synonyms(group, "dứa, trái thơm")
    assert alternatives("dứa") == {"dua", "trai thom"}
    with transaction():
        search.remove_synonyms(group)
    assert alternatives("dứa") == {"dua"}


def test_words_of_another_process_are_known_after_half_a_minute(app: Flask) -> None:
    assert alternatives("dứa") == {"dua"}
    with transaction() as session:
        session.add(search.SynonymGroup(words="dứa, khóm"))
    assert alternatives("dứa") == {"dua"}
    with pretending(now() + timedelta(seconds=31)):
        assert alternatives("dứa") == {"dua", "khom"}


@pytest.mark.parametrize("words", ["", "dứa", "dứa, dứa", "Hoà, hòa", ",;/", ", ".join(f"từ {n}" for n in range(11))])
def test_a_group_has_two_to_ten_words(words: str) -> None:
    with pytest.raises(SynonymsRefused, match="từ 2 đến 10 từ"):
        add(words)
    assert search.synonym_groups() == []


@pytest.mark.parametrize("word", ["x" * 41, "một hai ba bốn năm sáu", "!!!"])
def test_a_word_that_nobody_would_type_is_refused(word: str) -> None:
    with pytest.raises(SynonymsRefused, match="không dùng được"):
        add(f"dứa, {word}")


def test_a_word_stands_in_one_group_only() -> None:
    add("trà, chè, tea")
    with pytest.raises(WordTaken, match="“Chè” đã có trong nhóm “trà, chè, tea”"):
        add("Chè, sweet soup")
    add("chê, phê bình")  # other accents are another word


def test_a_group_keeps_its_own_words_when_it_is_changed() -> None:
    group = add("trà, chè")
    with transaction():
        search.change_synonyms(group, "chè, trà, tea")
    assert search.get_synonyms("chè").words == "chè, trà, tea"
    with pytest.raises(SynonymGroupNotFound):
        search.get_synonyms("trà")


def test_an_empty_list_gets_the_words_of_the_shop_once() -> None:
    with transaction():
        assert search.load_defaults() >= 60
    with transaction():
        assert search.load_defaults() == 0
    assert {"lap xuong", "sausage"} <= alternatives("lạp sườn")


def test_operators_could_have_typed_the_words_of_the_shop() -> None:
    for words in default_groups():
        assert add(words).words == words


def test_words_are_found_with_or_without_accents() -> None:
    add("trà, chè, tea")
    add("dứa, khóm")
    assert [group.words for group in search.synonym_groups()] == ["dứa, khóm", "trà, chè, tea"]
    assert [group.words for group in search.synonym_groups(words="CHE")] == ["trà, chè, tea"]


def test_groups_that_nobody_changed_stay_the_same_so_that_what_is_made_of_them_can_be_kept() -> None:
    add("trà, chè")
    before = synonyms.groups()
    with pretending(now() + 2 * synonyms.KEPT_FOR):
        assert synonyms.groups() is before
    db.session.add(search.SynonymGroup(words="ngô, bắp"))  # as another process would
    db.session.flush()
    with pretending(now() + 4 * synonyms.KEPT_FOR):
        assert synonyms.groups() is not before
        assert alternatives("bắp") == {"bap", "ngo"}
