"""Buyers' opinions."""

from marketplace.reviews.actions import publish
from marketplace.reviews.queries import SCORES, Opinions, opinions_on

__all__ = ["SCORES", "Opinions", "opinions_on", "publish"]
