"""Second readings of a search that found nothing: mistyped, misheard, misspaced, or asking for too much at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, product
from typing import Final

from marketplace.search.keyboards import telex, vni
from marketplace.search.parsing import with_words
from marketplace.search.query import Query, Term
from marketplace.search.spelling import MOST_NEAR, alike, near, rejoined, split
from marketplace.search.synonyms import SynonymGroups
from marketplace.search.words import Word, joined, words_of
from marketplace.text import fold

MOST_MIXTURES: Final = 200
MOST_OF_A_KIND: Final = 2


def rescues(query: Query, vocabulary: Mapping[str, int], groups: SynonymGroups) -> Iterator[Query]:
    """Other readings of a query, likeliest first, each with none but words of the vocabulary.

    `vocabulary` tells how many goods have each folded word. First spaces are moved; then words that nobody knows are
    read as Telex or VNI keys, cut in parts or taken for a near one; then unknown words and places are dropped, and at
    last known words are taken for near ones.
    """
    words = [word for term in query.terms for word in _words_of(term)]
    unknown = {word for term in query.terms if not _is_known(term, vocabulary) for word in _words_of(term)}
    unknown = {word for word in unknown if word.folded not in vocabulary}
    tried = {joined(words).folded, ""}
    for reading in chain(
        _rejoined(words, vocabulary),
        _respelled(words, unknown, vocabulary, groups),
        _fewer(query.terms, unknown),
        () if unknown else _neighbours(words, vocabulary, groups),
    ):
        phrase = joined(reading)
        if phrase.folded not in tried:
            tried.add(phrase.folded)
            yield with_words(replace(query, text=phrase.spelled, terms=()), reading, groups)


def _words_of(term: Term) -> list[Word]:
    return [Word(*pair) for pair in zip(term.word.split(), term.spelled.split(), strict=True)]


def _is_known(term: Term, vocabulary: Mapping[str, int]) -> bool:
    """Whether goods can have it: in one of its meanings every word is in the index."""
    return any(all(word in vocabulary for word in phrase.split()) for phrase in term.alternatives)


def _respelled(
    words: Sequence[Word], unknown: set[Word], vocabulary: Mapping[str, int], groups: SynonymGroups
) -> Iterator[list[Word]]:
    """The unknown words replaced; readings that make a known phrase come first."""
    choices = [list(enumerate(_readings(word, vocabulary))) if word in unknown else [(0, [word])] for word in words]
    mixtures = islice(product(*choices), MOST_MIXTURES)
    readings = [
        (sum(place for place, _ in mixture), [word for _, reading in mixture for word in reading])
        for mixture in mixtures
    ]
    yield from _likeliest(readings, groups)


def _likeliest(readings: Iterable[tuple[int, list[Word]]], groups: SynonymGroups) -> list[list[Word]]:
    """The best of these readings by their place in a list; two words that belong together make up for much."""

    def unlikely(reading: tuple[int, list[Word]]) -> int:
        place, words = reading
        return place - 2 * MOST_NEAR * sum(bool(groups.meaning(words[at : at + 2])) for at in range(len(words) - 1))

    return [words for _, words in sorted(readings, key=unlikely)[:MOST_OF_A_KIND]]


def _readings(word: Word, vocabulary: Mapping[str, int]) -> list[list[Word]]:
    """What an unknown word may be: keys of a keyboard, words written together, a near word."""
    typed = [syllable for syllable in (*telex(word.folded), *vni(word.folded)) if fold(syllable) in vocabulary]
    parts = split(word.folded, vocabulary)
    close = near(word.folded, vocabulary)
    return [words_of(text) for text in (*typed, *([" ".join(parts)] if parts else ()), *close)]


def _rejoined(words: Sequence[Word], vocabulary: Mapping[str, int]) -> Iterator[list[Word]]:
    spelled = {word.folded: word.spelled for word in words}
    for texts in rejoined([word.folded for word in words], vocabulary):
        if all(text in vocabulary for text in texts):
            yield [Word(text, spelled.get(text, text)) for text in texts]


def _neighbours(words: Sequence[Word], vocabulary: Mapping[str, int], groups: SynonymGroups) -> Iterator[list[Word]]:
    """One known word, the rarest first, taken for a near one: a slip of the finger can hit another word."""
    readings = [
        (place + MOST_NEAR * (not alike(word.folded, close)), [*words[:at], Word(close, close), *words[at + 1 :]])
        for at, word in sorted(enumerate(words), key=lambda at: vocabulary.get(at[1].folded, 0))
        for place, close in enumerate(near(word.folded, vocabulary))
    ]
    yield from _likeliest(readings, groups)


def _fewer(terms: Sequence[Term], unknown: set[Word]) -> Iterator[list[Word]]:
    """Without what nobody knows, and without the places: better the same from elsewhere than nothing."""
    known = [term for term in terms if unknown.isdisjoint(_words_of(term))]
    for kept in (known, [term for term in known if not term.is_place]):
        yield [word for term in kept for word in _words_of(term)]
