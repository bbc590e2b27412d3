"""Where a request comes from, as far as limits count: an IPv4 address, or the network that a household has of IPv6."""

from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from flask import request

HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that tell one connection from another; whoever has one chooses the others freely."""


def network_of(address: str) -> str:
    """The network of an address; what is no address stands for itself. IPv4 written as IPv6 is IPv4."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or ip_network((known, HOUSEHOLD), strict=False))
    return str(known)


def network_here() -> str:
    """The network of the request."""
    return network_of(request.remote_addr or "")


def digest_here() -> str:
    """The same where it is kept: enough to be known again."""
    return sha256(network_here().encode()).hexdigest()[:40]
