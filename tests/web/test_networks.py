"""Limits count by the network behind an address."""

import pytest

from marketplace.web.networks import network_of
from tests.client import Client

HOME, NEIGHBOUR = "2001:db8:1:2", "2001:db8:1:3"
SIGN_IN = "/dang-nhap"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_a_household_is_one_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_whoever_has_many_addresses_of_one_network_has_the_tries_of_one(client: Client) -> None:
    def guess(number: int, network: str) -> int:
        client.environ_base["REMOTE_ADDR"] = f"{network}::{number:x}"
        form = {"identifier": f"person{number}@example.test", "password": "sai mat khau roi"}
        return client.send(SIGN_IN, form, form_at=SIGN_IN).status_code

    assert [guess(number, HOME) for number in range(31)] == [422] * 30 + [429]
    assert guess(99, NEIGHBOUR) == 422
