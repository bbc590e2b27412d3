"""Where a page that failed leads on to."""

from collections.abc import Callable

import pytest
from flask import Flask

from marketplace.accounts.models import User
from tests import people
from tests.client import Client
from tests.people import Cast

TODAY, HOME, OPERATORS = "Về trang hôm nay", "Về trang chủ", "Về trang vận hành"


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


def test_somebody_at_work_is_led_back_to_the_work(cast: Cast, client_for: Callable[[User], Client]) -> None:
    packer, operator = client_for(cast.packer_a), client_for(cast.operator)
    lost = packer.get("/ban-hang/don/2611-XXXXX-1")
    refused = packer.get("/ban-hang/them/nguoi")
    assert (lost.status_code, refused.status_code) == (404, 403)
    for page in (lost.text, refused.text):
        assert f'href="/ban-hang">{TODAY}' in page
        assert HOME not in page
    assert f'href="/van-hanh">{OPERATORS}' in operator.get("/van-hanh/khong-co").text


def test_everybody_else_is_led_to_the_search_and_the_home_page(
    client: Client, cast: Cast, client_for: Callable[[User], Client]
) -> None:
    for page in (
        client.get("/ban-hang/khong-co").text,
        client_for(cast.buyer).get("/van-hanh/khong-co").text,
        client_for(cast.packer_a).get("/khong-co").text,
    ):
        assert HOME in page
        assert 'id="q-error"' in page
