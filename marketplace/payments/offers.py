"""The ways of paying that this shop offers, which follows from its settings."""

from collections.abc import Iterable

from marketplace.orders.states import PaymentMethod

_offered: list[PaymentMethod] = [PaymentMethod.COD]


def offer(methods: Iterable[PaymentMethod]) -> None:
    """Offer these from now on, in this order."""
    _offered[:] = methods


def offer_cards(are_taken: bool) -> None:
    """Offer cards beside the other ways, last, or no more."""
    offer([method for method in _offered if method != PaymentMethod.CARD] + [PaymentMethod.CARD] * are_taken)


def offered_methods() -> tuple[PaymentMethod, ...]:
    """How a buyer may pay today, the usual way first."""
    return tuple(_offered)
