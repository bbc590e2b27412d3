"""Certificates and marks."""

from marketplace.certification.queries import ending_by, has_today, papers_of, stars_of, stars_today, valid_today
from marketplace.certification.terms import ocop_ends_on

__all__ = ["ending_by", "has_today", "ocop_ends_on", "papers_of", "stars_of", "stars_today", "valid_today"]
