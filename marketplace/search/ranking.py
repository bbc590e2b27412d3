"""How well a product answers: the tiers of a search, best first."""

from collections.abc import Callable
from itertools import islice, product

from marketplace.search.expression import Expression, Token, either, every
from marketplace.search.query import Query, Term
from marketplace.search.tokens import head, spelled_words

MOST_HEADS = 6


def tiers(query: Query) -> tuple[Expression, ...]:
    """What to look for in this order; every tier but the last is a stricter reading of the same words.

    Names that begin with the words come before names that hold them, and those before words found anywhere (maker,
    place, family, keywords). Within each, the accents as they were typed come first. Empty when no word is required.
    """
    required = [term for term in query.terms if not term.optional]
    wished = [term for term in query.terms if term.optional]
    if not required:
        return _by_wishes(wished)
    goods = [term for term in required if not term.is_place] or required
    anywhere = every(map(_anywhere, required))
    spelled = [Token(f"s_{word}") for term in required for word in spelled_words(term.spelled)]
    readings: list[Expression] = []
    for words in (_begins_with(required), _begins_with(goods), every(map(_in_name, goods)), None):
        reading = anywhere if words is None else every((words, anywhere))
        readings += [every((reading, *spelled)), reading] if spelled else [reading]
    if wished:
        readings.insert(0, every((anywhere, *map(_anywhere, wished))))
    return tuple(dict.fromkeys(readings))


def _by_wishes(wished: list[Term]) -> tuple[Expression, ...]:
    """Nothing is required: goods that have any of what would be nice."""
    return (either(map(_anywhere, wished)),) if wished else ()


def _anywhere(term: Term) -> Expression:
    return _alternatives(term, lambda word: Token(word))


def _in_name(term: Term) -> Expression:
    return _alternatives(term, lambda word: Token(f"n_{word}"))


def _alternatives(term: Term, token: Callable[[str], Token]) -> Expression:
    """Any of the words that mean the same; a phrase needs all of its words."""
    return either(every(map(token, phrase.split())) for phrase in term.alternatives)


def _begins_with(terms: list[Term]) -> Expression:
    """Names that begin with these words in this order, each said one way or another."""
    ways = islice(product(*(term.alternatives for term in terms)), MOST_HEADS)
    return either(Token(head(" ".join(way).split()[:5])) for way in ways)
