"""The whole shop on one machine, from nothing, by the page that tells how; the long form stands in test_faults.py."""

from collections.abc import Iterator

import pytest

from tests.deploy.life import kept, stand_up, update, upload
from tests.deploy.machine import Machine, machine
from tests.deploy.visitors import Crowd


@pytest.fixture
def made() -> Iterator[Machine]:
    with machine() as whole:
        yield whole


def test_the_page_stands_a_shop_up_and_no_order_is_lost_while_it_is_updated_and_loses_a_process(
    made: Machine,
) -> None:
    goods = stand_up(made)
    picture = upload(made, goods)
    with Crowd(made.visitor, goods.wanted, pause=3) as crowd:
        crowd.buys()
        update(made)
        crowd.buys()
        assert crowd.failed() == []
        assert made.visitor().raw("GET", "/")[1]["x-version"] == "2"
        made.services["gui-web@1"].kill()
        crowd.buys()
    lost = crowd.failed()
    assert all(each.method == "POST" and each.status == 503 for each in lost), lost
    assert len(lost) <= len(crowd.threads), "a request of each visitor may be in the hands of the process"
    assert kept(made, crowd) >= 9
    assert f"shop/pictures/{picture[:2]}/{picture}-400.webp" in made.bucket.names()
    assert made.timers == {"gui-smoke.timer"}
