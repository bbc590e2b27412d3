"""What a search asks for, once it is understood."""

from dataclasses import dataclass

from marketplace.search.tokenizer import tidy

MOST_TERMS = 8


@dataclass(frozen=True)
class Term:
    """One thing that goods should have; most often one word, sometimes a phrase such as "hợp tác xã".

    `word` is folded, `spelled` is lower case with the accents that were typed. `alternatives` are the folded words
    and phrases that mean the same, the word itself first; `spellings` are the same with their accents, because
    without them "lạc" (peanut) would be half the places of the north. Of a place goods may come from anywhere in the
    index: `is_place` lets the engine rank by the other terms first. What is `optional` ranks and is not required.
    """

    word: str
    spelled: str
    alternatives: tuple[str, ...]
    spellings: tuple[str, ...] = ()
    is_place: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Query:
    """A search that was read: at most eight terms, and the stars, places and prices named among the words.

    `provinces` are present codes, also when a former name was typed; they are a hint and not a filter. Prices are
    dong, of a kilogram, litre or piece when `is_unit_price`. `ignored` holds the fillers and pack sizes that were left
    out, as typed; `text` is the cleaned original. `said` tells which words were read as "stars" and which as "price".
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    stars: tuple[int, ...] = ()
    provinces: tuple[str, ...] = ()
    price_from_vnd: int | None = None
    price_to_vnd: int | None = None
    is_unit_price: bool = False
    ignored: tuple[str, ...] = ()
    said: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for: no word, no stars and no price."""
        return not (self.terms or self.stars or self.price_from_vnd or self.price_to_vnd)

    def text_without(self, *narrowings: str) -> str:
        """The search as one would type it without its "stars" or its "price"."""
        text = tidy(self.text)
        for narrowing, typed in self.said:
            if narrowing in narrowings:
                text = text.replace(typed, " ", 1)
        return tidy(text)
