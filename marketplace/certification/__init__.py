"""Certificates and marks."""

from marketplace.certification.queries import find_certificates, stars_of, stars_today, valid_today

__all__ = ["find_certificates", "stars_of", "stars_today", "valid_today"]
