"""Certificates and marks."""

from marketplace.certification.queries import ending_by, find_certificates, stars_of, stars_today, valid_today

__all__ = ["ending_by", "find_certificates", "stars_of", "stars_today", "valid_today"]
