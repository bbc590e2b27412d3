"""Second readings of a search that found nothing: mistyped, misheard, misspaced, or asking for too much at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise, product
from typing import Final

from marketplace.search.fillers import is_wish, may_be_filler
from marketplace.search.keyboards import telex, vni
from marketplace.search.parsing import with_words
from marketplace.search.query import Query, Term
from marketplace.search.spelling import MOST_NEAR, alike, near, rejoined, split
from marketplace.search.synonyms import SynonymGroups
from marketplace.search.tokenizer import Word, joined, words_of
from marketplace.text import fold

MOST_MIXTURES: Final = 200
MOST_OF_A_KIND: Final = 2


def rescues(query: Query, vocabulary: Mapping[str, int], groups: SynonymGroups) -> Iterator[Query]:
    """Other readings of a query, likeliest first, each with none but words of the vocabulary.

    `vocabulary` tells how many goods have each folded word. What operators know and no goods have is spelled right and
    left out, and so is what would only be nice. Then spaces are moved; words that nobody knows are read as Telex or
    VNI keys, cut in parts or taken for a near one; unknown words and places are dropped; a known word is taken for one
    that it may have been meant to be; and at last any one term is dropped: better something of it than nothing.
    """
    known = [term for term in query.terms if _is_known(term, vocabulary)]
    terms = [term for term in query.terms if term in known or not _is_spelled_right(term)]
    words, unknown = _words_of(terms), set(_words_of(terms)) - set(_words_of(known))
    typed = _words_of(query.terms)
    tried = {joined(typed).folded, ""}
    for reading in chain(
        () if unknown else [words],
        _rejoined(typed, vocabulary),
        _rejoined(words, vocabulary),
        _respelled(words, unknown, vocabulary, groups),
        _fewer(known),
        () if unknown else _neighbours(words, vocabulary, groups),
        _one_less(known),
    ):
        phrase = joined(reading)
        if phrase.folded not in tried and not _says_nothing(reading):
            tried.add(phrase.folded)
            yield with_words(replace(query, text=phrase.spelled, terms=()), reading, groups)


def _words_of(terms: Iterable[Term]) -> list[Word]:
    pairs = (zip(term.word.split(), term.spelled.split(), strict=True) for term in terms)
    return [Word(*pair) for pair in chain.from_iterable(pairs)]


def _says_nothing(reading: Sequence[Word]) -> bool:
    """Whether nothing is left but one word that need not name goods: whatever "co" finds is not what was asked for."""
    return len(reading) == 1 and may_be_filler(reading[0])


def _is_known(term: Term, vocabulary: Mapping[str, int]) -> bool:
    """Whether goods can have it: in one of its meanings every word is in the index."""
    return any(all(word in vocabulary for word in phrase.split()) for phrase in term.alternatives)


def _is_spelled_right(term: Term) -> bool:
    """Whether it is known for what it is although no goods have it: what would be nice, or what has synonyms."""
    return term.optional or len(term.alternatives) > 1 or is_wish(_words_of([term]))


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
        return place - 2 * MOST_NEAR * _phrases(words, groups)

    return [words for _, words in sorted(readings, key=unlikely)[:MOST_OF_A_KIND]]


def _phrases(words: Sequence[Word], groups: SynonymGroups) -> int:
    """How many times two words belong together."""
    return sum(bool(groups.meaning(pair)) for pair in pairwise(words))


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
    """One known word, the rarest first, taken for one that sounds the same or makes a known phrase with its neighbour:
    a slip of the finger can hit another word.
    """
    readings = [
        (place, changed)
        for at, word in sorted(enumerate(words), key=lambda at: vocabulary.get(at[1].folded, 0))
        for place, close in enumerate(near(word.folded, vocabulary))
        for changed in [[*words[:at], Word(close, close), *words[at + 1 :]]]
        if alike(word.folded, close) or _phrases(changed, groups) > _phrases(words, groups)
    ]
    yield from _likeliest(readings, groups)


def _fewer(known: Sequence[Term]) -> Iterator[list[Word]]:
    """Without what nobody knows, and without the places: better the same from elsewhere than nothing."""
    yield _words_of(known)
    yield _words_of(term for term in known if not term.is_place)


def _one_less(terms: Sequence[Term]) -> Iterator[list[Word]]:
    """Without one of the terms that are required, the last one first: Vietnamese names the thing before its kind."""
    for at in reversed(range(len(terms))):
        if not terms[at].optional:
            yield _words_of([*terms[:at], *terms[at + 1 :]])
