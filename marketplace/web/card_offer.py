"""Cards are offered where the settings name the provider's key."""

from flask import Flask

from marketplace import payments


def init_app(app: Flask) -> None:
    """Offer cards in this shop, or not."""
    payments.offer_cards(bool(app.config["STRIPE_SECRET_KEY"]))
