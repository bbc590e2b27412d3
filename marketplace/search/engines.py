"""The index itself: FTS5 on SQLite, tsvector on PostgreSQL, both over the same tokens.

A product's place in the index is its `rank`, a number that grows with what was sold, so that a search of any breadth
reads the best sellers first and stops after one page.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    TableClause,
    Text,
    bindparam,
    column,
    delete,
    insert,
    literal_column,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from marketplace.database import db
from marketplace.search.expression import But, Every, Expression, Token

WORDS: Final = table("shelf_words", column("rank", BigInteger), column("words", Text))
FTS: Final = table("shelf_words", column("rowid", BigInteger), column("words", Text), column("shelf_words", Text))


class Grammar(NamedTuple):
    """How the language of an index joins tokens. Every token is quoted, so that no word is an operator."""

    quote: str
    and_so_on: str
    every: str
    either: str
    but: str

    def write(self, expression: Expression) -> str:
        """The expression in that language."""
        if isinstance(expression, Token):
            return self.quote + expression.text + self.quote + (self.and_so_on if expression.is_prefix else "")
        if isinstance(expression, But):
            return f"({self.write(expression.wanted)}{self.but}{self.write(expression.unwanted)})"
        joint = self.every if isinstance(expression, Every) else self.either
        return "(" + joint.join(map(self.write, expression.parts)) + ")"


OF_FTS5: Final = Grammar('"', "*", every=" AND ", either=" OR ", but=" NOT ")
OF_TSQUERY: Final = Grammar("'", ":*", every=" & ", either=" | ", but=" & !")


class Engine(Protocol):
    """What the shelf asks of an index."""

    table: TableClause
    takes_words: bool
    """Whether the words are parameters, so that the statement of one search serves others too."""

    @property
    def rank(self) -> ColumnElement[int]:
        """The column by which the index is read."""

    def matches(self, expression: Expression, name: str) -> ColumnElement[bool]:
        """A condition on rows of the index; where `takes_words` it asks for the words in the parameter `name`."""

    def write(self, expression: Expression) -> str:
        """The expression in the language of the index."""

    def add(self, rows: Mapping[int, Sequence[str]]) -> None:
        """Put products into the index: their tokens by rank."""

    def remove(self, ranks: Iterable[int]) -> None:
        """Take products out of the index."""

    def vocabulary(self) -> dict[str, int]:
        """Every folded word, and how many products have it."""


class Fts5:
    """SQLite's full text index, without positions: tokens say all that ranking needs."""

    table = FTS
    takes_words = True
    rank = FTS.c.rowid

    def matches(self, expression: Expression, name: str) -> ColumnElement[bool]:
        """See Engine."""
        return FTS.c.shelf_words.op("MATCH")(bindparam(name, self.write(expression)))

    def write(self, expression: Expression) -> str:
        """See Engine."""
        return OF_FTS5.write(expression)

    def add(self, rows: Mapping[int, Sequence[str]]) -> None:
        """See Engine."""
        values = [{"rowid": rank, "words": " ".join(tokens)} for rank, tokens in rows.items()]
        db.session.execute(insert(FTS), values)

    def remove(self, ranks: Iterable[int]) -> None:
        """See Engine."""
        db.session.execute(delete(FTS).where(FTS.c.rowid.in_(list(ranks))))

    def vocabulary(self) -> dict[str, int]:
        """See Engine."""
        counted = "SELECT term, doc FROM shelf_vocabulary WHERE term NOT LIKE '%\\_%' ESCAPE '\\'"
        return {row.term: row.doc for row in db.session.execute(text(counted))}


class Tsvector:
    """PostgreSQL's full text index."""

    table = WORDS
    takes_words = False
    rank = WORDS.c.rank

    def matches(self, expression: Expression, name: str) -> ColumnElement[bool]:
        """See Engine. The query is part of the statement, so that it is planned for words as common as these are."""
        query = self.write(expression).replace("'", "''")  # tokens hold letters, digits and underscores only
        return WORDS.c.words.op("@@")(literal_column(f"'{query}'::tsquery", TSQUERY))

    def write(self, expression: Expression) -> str:
        """See Engine."""
        return OF_TSQUERY.write(expression)

    def add(self, rows: Mapping[int, Sequence[str]]) -> None:
        """See Engine."""
        values = [{"rank": rank, "words": list(tokens)} for rank, tokens in rows.items()]
        kept = "INSERT INTO shelf_words (rank, words) VALUES (:rank, array_to_tsvector(:words))"
        db.session.execute(text(kept), values)

    def remove(self, ranks: Iterable[int]) -> None:
        """See Engine."""
        db.session.execute(delete(WORDS).where(WORDS.c.rank.in_(list(ranks))))

    def vocabulary(self) -> dict[str, int]:
        """See Engine."""
        counted = "SELECT word, ndoc FROM ts_stat('SELECT words FROM shelf_words') WHERE strpos(word, '_') = 0"
        return {row.word: row.ndoc for row in db.session.execute(text(counted))}


def is_index_table(name: str) -> bool:
    """Whether a table belongs to the index: each database keeps it in tables of its own kind, which no model has."""
    return name.startswith(("shelf_words", "shelf_vocabulary"))


def engine() -> Engine:
    """The index of the database in use."""
    return Fts5() if db.engine.dialect.name == "sqlite" else Tsvector()
