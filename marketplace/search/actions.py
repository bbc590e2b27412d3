"""What operators do with the words of the search."""

import re
from collections.abc import Iterator
from pathlib import Path

from marketplace.database import after_commit, db
from marketplace.search.errors import SynonymsRefused, WordTaken
from marketplace.search.models import SynonymGroup
from marketplace.search.queries import synonym_groups
from marketplace.search.synonyms import LONGEST_PHRASE, forget_groups
from marketplace.search.tokenizer import accents, words_of
from marketplace.text import N_, clean_line, clean_text

FEWEST_WORDS, MOST_WORDS = 2, 10
LONGEST_WORD = 40
_DEFAULTS = Path(__file__).with_name("data") / "synonyms.txt"


def add_synonyms(text: str) -> SynonymGroup:
    """Make a group of the words in `text`, separated by commas. Raises SynonymsRefused and WordTaken."""
    group = SynonymGroup(words=_read(text))
    db.session.add(group)
    _flush()
    return group


def change_synonyms(group: SynonymGroup, text: str) -> None:
    """Let the group be these words. Raises SynonymsRefused and WordTaken."""
    group.words = _read(text, but=group)
    _flush()


def remove_synonyms(group: SynonymGroup) -> None:
    """Drop the group: its words stand for themselves again."""
    db.session.delete(group)
    _flush()


def load_defaults() -> int:
    """Give an empty list the words that come with the shop; return how many groups were made."""
    if synonym_groups():
        return 0
    db.session.add_all(groups := [SynonymGroup(words=line) for line in default_groups()])
    _flush()
    return len(groups)


def default_groups() -> Iterator[str]:
    """The groups that come with the shop, as operators would type them."""
    for line in _DEFAULTS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _flush() -> None:
    db.session.flush()
    after_commit(forget_groups)


def _read(text: str, but: SynonymGroup | None = None) -> str:
    """The words of a group as they are stored: "trà, chè, tea"."""
    typed = (clean_line(part, LONGEST_WORD * 2) for part in re.split(r"[,;/\n]", clean_text(text)))
    words = list({_key(word): word for word in typed if word}.values())
    if not FEWEST_WORDS <= len(words) <= MOST_WORDS:
        raise SynonymsRefused(
            N_("Một nhóm có từ %(fewest)s đến %(most)s từ, cách nhau bằng dấu phẩy. Ví dụ: trà, chè, tea"),
            fewest=FEWEST_WORDS,
            most=MOST_WORDS,
        )
    for word in words:
        _check(word, but)
    return ", ".join(words)


def _check(word: str, but: SynonymGroup | None) -> None:
    if len(word) > LONGEST_WORD or not 1 <= len(words_of(word)) <= LONGEST_PHRASE:
        raise SynonymsRefused(
            N_("“%(word)s” không dùng được. Mỗi từ có chữ hoặc số, dài nhất %(length)s ký tự và %(syllables)s tiếng."),
            word=word,
            length=LONGEST_WORD,
            syllables=LONGEST_PHRASE,
        )
    for group in synonym_groups():
        if group is not but and _key(word) in map(_key, group.spellings):
            raise WordTaken(word=word, words=group.words)


def _key(word: str) -> str:
    """Two words are the same when they differ in capitals or in where a tone stands."""
    return accents(" ".join(each.spelled for each in words_of(word.lower()))) or word
