"""Carriers that a buyer may choose by their own price, where the seller offers them."""

from collections.abc import Hashable, Iterable, Mapping, Sequence

from marketplace import shipping
from marketplace.cart import Parcel
from marketplace.gateways.carriers import connected
from marketplace.shipping import KeptRate, RateRoute


def offered_rates(parcels: Iterable[Parcel], commune_code: str) -> Mapping[Hashable, Sequence[KeptRate]]:
    """What the carriers of each seller ask for its parcel to that commune, by the parcel's key, from what is kept.

    One statement for all of them, and none where no seller offers a carrier: nobody is called.
    """
    routes = _routes(parcels, commune_code)
    known = shipping.kept_rates({route for _, route in routes})
    return {
        parcel.key: [rate for rate in known.get(route, ()) if rate.carrier in parcel.seller.carriers]
        for parcel, route in routes
    }


def rates_to_ask(parcels: Iterable[Parcel], commune_code: str) -> list[tuple[str, RateRoute]]:
    """The sellers, by their slugs, and the routes of which nothing fresh is kept, so that carriers have to be asked."""
    ready = [parcel for parcel in parcels if parcel.ready]
    rates = offered_rates(ready, commune_code)
    return [
        (parcel.seller.slug, route)
        for parcel, route in _routes(ready, commune_code)
        if any(not rate.is_asked_for for rate in rates[parcel.key])
    ]


def _routes(parcels: Iterable[Parcel], commune_code: str) -> list[tuple[Parcel, RateRoute]]:
    if not commune_code or not connected():
        return []
    return [
        (parcel, shipping.rate_route(parcel.seller.commune_code, commune_code, parcel.weight_grams))
        for parcel in parcels
        if parcel.seller.carriers and parcel.seller.commune_code
    ]
