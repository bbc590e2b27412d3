"""Codes of vouchers, at the basket and at checkout."""
