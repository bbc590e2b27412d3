"""From what somebody typed to what they look for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from marketplace.search.fillers import is_filler, is_wish
from marketplace.search.landmarks import leads_to_place, provinces_of
from marketplace.search.numbers import read_numbers
from marketplace.search.query import MOST_TERMS, Query, Term
from marketplace.search.synonyms import LONGEST_PHRASE, SynonymGroups
from marketplace.search.tokenizer import Word, joined, tidy, words_of
from marketplace.text import clean_line


@dataclass(frozen=True)
class _Piece:
    """A word or phrase of the query with what is known about it."""

    words: Sequence[Word]
    meaning: tuple[Word, ...] = ()
    provinces: tuple[str, ...] = ()
    is_filler: bool = False
    is_wish: bool = False

    @property
    def is_known(self) -> bool:
        return bool(self.meaning or self.provinces or self.is_filler or self.is_wish)


def parse(text: str, groups: SynonymGroups) -> Query:
    """Read a search: numbers first, then phrases that are known, then single words. Never fails, whatever was typed."""
    reading = read_numbers(tidy(text))
    query = Query(
        text=clean_line(text),
        stars=reading.stars,
        price_from_vnd=reading.price_from_vnd,
        price_to_vnd=reading.price_to_vnd,
        is_unit_price=reading.is_unit_price,
        ignored=tuple(reading.ignored),
        said=tuple(reading.said),
    )
    return with_words(query, words_of(reading.line), groups)


def with_words(query: Query, words: Sequence[Word], groups: SynonymGroups) -> Query:
    """The query with the terms and places that these words make."""
    pieces = list(_pieces(words, groups))
    wanted = [piece for piece in pieces if not piece.is_filler]
    if not wanted and not query.stars and query.price_from_vnd is None and query.price_to_vnd is None:
        wanted = pieces
    terms = list({term.word: term for term in map(_term, reversed(wanted))}.values())[::-1]
    if all(term.optional for term in terms):
        terms = [replace(term, optional=False) for term in terms]
    left_out = [joined(piece.words).spelled for piece in pieces if piece not in wanted]
    return replace(
        query,
        terms=tuple(terms[:MOST_TERMS]),
        provinces=tuple(dict.fromkeys(code for piece in wanted for code in piece.provinces)),
        ignored=(*query.ignored, *left_out, *(term.spelled for term in terms[MOST_TERMS:])),
    )


def _pieces(words: Sequence[Word], groups: SynonymGroups) -> Iterator[_Piece]:
    """Cut the words into the longest phrases that are known, from left to right."""
    at = 0
    while at < len(words):
        piece = _longest(words[at : at + LONGEST_PHRASE], groups)
        at += len(piece.words)
        yield replace(piece, is_filler=True) if _introduces_place(piece, words[at:]) else piece


def _longest(words: Sequence[Word], groups: SynonymGroups) -> _Piece:
    sizes = range(len(words), 0, -1)
    found = (_look_up(words[:size], groups) for size in sizes)
    return next((piece for piece in found if piece.is_known), _Piece(words[:1]))


def _look_up(words: Sequence[Word], groups: SynonymGroups) -> _Piece:
    meaning, provinces = groups.meaning(words), provinces_of(words)
    return _Piece(words, meaning, provinces, is_filler(words) and not provinces, is_wish(words))


def _introduces_place(piece: _Piece, following: Sequence[Word]) -> bool:
    """Whether the piece is the "tỉnh" or "ở" in front of a place."""
    sizes = range(min(len(following), LONGEST_PHRASE), 0, -1)
    return leads_to_place(piece.words) and any(provinces_of(following[:size]) for size in sizes)


def _term(piece: _Piece) -> Term:
    word = joined(piece.words)
    meaning = {word.folded: word} | {each.folded: each for each in piece.meaning if each.folded != word.folded}
    is_number = word.folded.isdecimal()
    return Term(
        word.folded,
        word.spelled,
        tuple(meaning),
        tuple(each.spelled for each in meaning.values()),
        is_place=bool(piece.provinces),
        optional=piece.is_wish or is_number,
    )
