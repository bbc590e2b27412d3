"""Whether the account in the form was signed in to before on this device or in this network; asked once a request."""

from hashlib import sha256

from flask import g, request, session

from marketplace import accounts
from marketplace.errors import DomainError
from marketplace.web.networks import digest_here

DEVICE = "device"
"""In the session, also after signing out: what a device is known by."""


def digests_here() -> tuple[str, ...]:
    """This device, if it has ever signed in, and this network, as they are kept."""
    token = session.get(DEVICE)
    device = (f"d{sha256(str(token).encode()).hexdigest()[:40]}",) if token else ()
    return (*device, f"n{digest_here()}")


def place_known() -> str:
    """The device, else the network, from which the account has been signed in to; empty when neither has."""
    if "place_known" not in g:
        g.place_known = _find()
    return str(g.place_known)


def device_known() -> str:
    """The device, if the account has been signed in to on it."""
    known = place_known()
    return known if known.startswith("d") else ""


def _find() -> str:
    try:
        identifier = accounts.parse_known_identifier(request.form.get("identifier", "")[:254])
    except DomainError:
        return ""
    known = accounts.known_places(identifier, digests_here())
    return next((digest for digest in digests_here() if digest in known), "")
