"""How well a product answers: the tiers of a search, best first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from marketplace.search.expression import But, Expression, Token, either, every
from marketplace.search.query import Query, Term
from marketplace.search.tokens import LONGEST_HEAD, head, place, spelled_words

Way = tuple[str, str]
MOST_HEADS = 6


@dataclass(frozen=True)
class Tiers:
    """`all` is what a product needs to be found at all; `ranked` divides these products, the best tier first."""

    all: Expression
    ranked: tuple[Expression, ...]


def tiers_of(query: Query) -> Tiers | None:
    """What to look for; None when no word is asked for.

    Names that begin with the words come before names that hold them, and those before words found anywhere (seller,
    place, category, keywords). Within each, the accents as they were typed come first; of what is found anywhere, words
    that stand in for them come before those that are only alike without accents: who asks for "hoa quả" wants fruit
    ("trái cây") before a gift ("quà") from Hòa Bình. What would only be nice comes before everything else.
    """
    required = [term for term in query.terms if not term.optional]
    wished = [term for term in query.terms if term.optional]
    if not required:
        return Tiers(wish := _any_of(wished), (wish,)) if wished else None
    anywhere = every(map(_anywhere, required))
    closer = _closer(required)
    ranked = [every((anywhere, _any_of(wished)))] if wished else []
    for reading, before in _readings(required, anywhere):
        before = [*ranked[:1], *before] if wished else before
        for condition in closer if reading == anywhere else closer[:1]:
            ranked.append(_but(every((reading, condition)), before))
            before = [*before, condition]
        ranked.append(_but(reading, before))
    return Tiers(anywhere, tuple(ranked))


def _closer(required: Sequence[Term]) -> list[Expression]:
    """What goods fit that are meant rather than alike, if accents were typed: these accents, or what stands in for
    the words.
    """
    spelled = [Token(f"s_{word}") for term in required for word in spelled_words(term.spelled)]
    has_others = any(len(term.alternatives) > 1 for term in required)
    meant = [every(map(_as_spelled, required))] if spelled and has_others else []
    return [every(spelled), *meant] if spelled else []


def _readings(required: Sequence[Term], anywhere: Expression) -> Iterator[tuple[Expression, list[Expression]]]:
    """Ever looser readings of the words, each with the readings before it whose products it holds as well."""
    goods = [term for term in required if not term.is_place] or required
    elsewhere = [_anywhere(term) for term in required if term not in goods]
    whole, begun = _begins_with(required), every((_begins_with(goods), *elsewhere))
    named = every((*map(_in_name, goods), *elsewhere))
    yield whole, []
    if begun != whole:
        yield begun, [whole]
    yield named, list(dict.fromkeys((whole, begun)))
    yield anywhere, [named]


def _but(wanted: Expression, unwanted: Sequence[Expression]) -> Expression:
    return But(wanted, either(unwanted)) if unwanted else wanted


def _any_of(terms: Sequence[Term]) -> Expression:
    return either(map(_anywhere, terms))


def _anywhere(term: Term) -> Expression:
    """Found in any text; a place by its whole name, "Hòa Bình" being neither "Bình Hòa" nor "An Hòa, Bình Định"."""
    if not term.is_place:
        return _alternatives(term, Token)
    return either(Token(place(phrase)) for phrase in term.alternatives)


def _as_spelled(term: Term) -> Expression:
    """Found anywhere with the accents that were typed, or as what stands in for it; a place wherever it is found."""
    spelled = every((*map(Token, term.word.split()), *(Token(f"s_{word}") for word in spelled_words(term.spelled))))
    return _anywhere(term) if term.is_place else either((spelled, *_stand_ins(term, Token)))


def _in_name(term: Term) -> Expression:
    return _alternatives(term, lambda word: Token(f"n_{word}"))


def _alternatives(term: Term, token: Callable[[str], Token]) -> Expression:
    """Any of the words that mean the same; a phrase needs all of its words.

    What was typed counts however goods spell it; what stands in for it only as operators spell it, because who looks
    for pineapple ("dứa") does not mean coconut ("dừa").
    """
    return either((every(map(token, term.word.split())), *_stand_ins(term, token)))


def _stand_ins(term: Term, token: Callable[[str], Token]) -> Iterator[Expression]:
    """What means the same, as operators spell it."""
    for words, spelling in _ways(term)[1:]:
        yield every((*map(token, words.split()), *_spelled([(words, spelling)])))


def _begins_with(terms: Sequence[Term]) -> Expression:
    """Names that begin with these words in this order, each said one way or another: one token, since PostgreSQL takes
    tokens that go together for independent ones and expects far too few goods. What stands in counts as it is spelled.
    """
    ways = islice(product(*map(_ways, terms)), MOST_HEADS)
    return either(every((_beginning(way), *_spelled(way))) for way in ways)


def _ways(term: Term) -> list[Way]:
    """How a term can be said, as (words, spelling); what was typed counts however it is spelled."""
    others = zip(term.alternatives[1:], term.spellings[1:] or term.alternatives[1:], strict=True)
    return [(term.word, ""), *others]


def _beginning(way: Sequence[Way]) -> Token:
    return Token(head(" ".join(words for words, _ in way).split()[:LONGEST_HEAD]))


def _spelled(way: Sequence[Way]) -> Iterator[Token]:
    return (Token(f"s_{word}") for _, spelling in way for word in spelled_words(spelling))
