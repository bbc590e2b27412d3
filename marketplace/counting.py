"""Several counts by one statement: what a page shows beside each of its parts."""

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, select

from marketplace.database import db

Count = ScalarSelect[int]
"""The question how many there are of something."""


def count_all(questions: Sequence[Count]) -> list[int]:
    """How many there are of each: one statement, none without a question."""
    return list(db.session.execute(select(*questions)).one()) if questions else []
