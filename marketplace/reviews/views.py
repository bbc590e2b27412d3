"""What a page shows of reviews and questions: frozen, so that it can be kept and compared."""

from datetime import datetime
from typing import NamedTuple

SCORES = (5, 4, 3, 2, 1)


class ReviewView(NamedTuple):
    """One review with what was bought, the shop's reply and its photos' references."""

    ref: str
    author: str
    points: int
    quality: int
    look: int
    as_described: int
    tags: tuple[str, ...]
    body: str
    written_at: datetime
    pack_vi: str
    pack_en: str
    helpful_count: int
    reply: str
    replied_at: datetime | None
    photos: tuple[str, ...]


class AnswerView(NamedTuple):
    """One answer; `by_shop` tells the seller's from an earlier buyer's."""

    ref: str
    author: str
    by_shop: bool
    body: str
    written_at: datetime


class QuestionView(NamedTuple):
    """One question with its answers, the shop's first."""

    ref: str
    author: str
    body: str
    asked_at: datetime
    answers: tuple[AnswerView, ...] = ()


class ReviewSummary(NamedTuple):
    """The newest reviews and questions of a product, how many gave each score from 5 down to 1, and all questions."""

    newest: tuple[ReviewView, ...] = ()
    counts: tuple[int, ...] = (0, 0, 0, 0, 0)
    asked: tuple[QuestionView, ...] = ()
    asked_count: int = 0
