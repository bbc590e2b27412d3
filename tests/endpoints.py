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


def walked_by(app: Flask, person: str) -> set[str]:
    """The endpoints that a walk through everything asks as this person of the cast: each one as whoever may use it.

    Nobody in particular asks for all of them. Who is kept out of what is shown by test_permissions.py.
    """
    theirs = {
        "nobody": (*Audience, OperatorPermission, ShopPermission),
        "buyer": (Audience.PUBLIC, Audience.SIGNED_IN),
        "owner_a": (ShopPermission,),
        "operator": (OperatorPermission, Audience.OPERATOR),
    }
    found = requiring(app, *theirs[person])
    assert len(found) > 20, f"a walk as {person!r} would show nothing"
    return found
