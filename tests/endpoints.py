"""Every endpoint of the shop by whom it is for, so that tests can walk the addresses that somebody may open."""

from flask import Flask

from marketplace.accounts import OperatorPermission
from marketplace.sellers.permissions import ShopPermission
from marketplace.web.permissions import Audience, Permission, required_for


def all_required(app: Flask) -> dict[str, frozenset[Permission]]:
    """Each endpoint with what it requires."""
    return {rule.endpoint: required_for(app, rule.endpoint) for rule in app.url_map.iter_rules()}


def requiring(app: Flask, *kinds: Audience | type[OperatorPermission] | type[ShopPermission]) -> set[str]:
    """The endpoints that require one of these audiences, or a permission of one of these areas."""
    areas = tuple(kind for kind in kinds if isinstance(kind, type))
    return {
        endpoint
        for endpoint, required in all_required(app).items()
        if any(each in kinds or isinstance(each, areas) for each in required)
    }
