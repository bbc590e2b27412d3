"""Lets a program find the shop's name on this machine, where no name server knows it: SHOP_AT is NAME=ADDRESS:PORT."""

import os
import socket

_name, _, _place = os.environ.get("SHOP_AT", "").partition("=")
_find = socket.getaddrinfo


def _found(host, port, *more, **named):
    if host == _name:
        host, _, port = _place.partition(":")
    return _find(host, port, *more, **named)


socket.getaddrinfo = _found
