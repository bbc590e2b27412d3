"""Buyers' opinions."""

from marketplace.reviews.actions import publish
from marketplace.reviews.queries import newest_reviews

__all__ = ["newest_reviews", "publish"]
