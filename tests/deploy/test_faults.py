"""Every part of a machine fails in turn, under load: no acknowledged order is lost, and nobody is turned away for
longer than docs/deploy.md announces.

One machine for all of them, in this order, as a bad day would have it. With --everything or --only deploy.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import pytest

from tests.deploy.goods import Goods
from tests.deploy.life import kept, stand_up, update, upload
from tests.deploy.machine import Machine, machine
from tests.deploy.visitors import Answer, Crowd, Visitor
from tests.running import eventually

pytestmark = pytest.mark.long
SECONDS_AFTER = 2.0
"""How long after its return the database may still be missed; `DATABASE_REST_SECONDS`, and what the page announces."""


class Day:
    """A machine, what it sells, and the crowd that goes on buying."""

    def __init__(self, made: Machine, goods: Goods, crowd: Crowd) -> None:
        self.made, self.goods, self.crowd = made, goods, crowd

    @contextmanager
    def without(self, stop: Callable[[], None], start: Callable[[], None]) -> Iterator[list[Answer]]:
        """In this block a part is away; after it the list holds the requests that failed.

        Raises AssertionError when one failed that began later than `SECONDS_AFTER` the part was back.
        """
        failed: list[Answer] = []
        known = set(self.crowd.failed())
        stop()
        yield failed
        start()
        good_again_at = monotonic() + SECONDS_AFTER
        assert eventually(lambda: monotonic() > good_again_at)
        self.crowd.buys()
        failed += [each for each in self.crowd.failed() if each not in known]
        assert [each for each in failed if each.began > good_again_at] == []


@pytest.fixture(scope="module")
def day() -> Iterator[Day]:
    with machine() as made:
        goods = stand_up(made)
        with Crowd(made.visitor, goods.wanted, pause=0.5) as crowd:
            yield Day(made, goods, crowd)


def test_a_worker_that_is_killed_is_not_missed(day: Day) -> None:
    for name in ("gui-worker@1", "gui-worker@2"):
        with day.without(day.made.services[name].kill, lambda: None) as failed:
            day.crowd.buys()
        assert failed == []


def test_a_web_process_that_is_killed_costs_at_most_what_it_had_in_hand(day: Day) -> None:
    for name in ("gui-web@1", "gui-web@2"):
        with day.without(day.made.services[name].kill, lambda: None) as failed:
            day.crowd.buys()
        assert all((each.method, each.status) == ("POST", 503) for each in failed)
        assert len(failed) <= len(day.crowd.threads)


def test_redis_is_not_missed(day: Day) -> None:
    with day.without(day.made.redis.stop, day.made.redis.start) as failed:
        day.crowd.buys()
    assert failed == []


def test_a_bucket_that_is_away_stops_no_purchase_and_photos_are_made_when_it_is_back(day: Day) -> None:
    with day.without(day.made.bucket.stop, day.made.bucket.start) as failed:
        day.crowd.buys()
    assert failed == []
    assert upload(day.made, day.goods)


def test_a_mail_server_that_is_away_stops_no_purchase_and_its_mails_come_later(day: Day) -> None:
    assert eventually(lambda: day.made.mailbox.boxes.taken), "buyers get a mail about each order"
    with day.without(day.made.mailbox.stop, day.made.mailbox.start) as failed:
        day.crowd.buys()
        assert eventually(lambda: waiting_mails(day.made))
        mails = len(day.made.mailbox.boxes.taken)
    assert failed == []
    day.made.postgres.tell("UPDATE jobs SET due_at = now() WHERE finished_at IS NULL")  # as a minute later
    assert eventually(lambda: len(day.made.mailbox.boxes.taken) > mails)


def waiting_mails(made: Machine) -> int:
    """How many mails were tried in vain and wait for their next time."""
    ((number,),) = made.postgres.ask("SELECT count(*) FROM jobs WHERE last_error <> '' AND finished_at IS NULL")
    return int(str(number))


def test_a_database_that_restarts_turns_people_away_politely_and_not_for_long(day: Day) -> None:
    with day.without(day.made.postgres.stop, day.made.postgres.start) as failed:
        assert eventually(lambda: len(day.crowd.failed()) > 2)
    assert {each.status for each in failed} == {503}
    assert max(each.ended - each.began for each in failed) < 10


def test_the_next_version_comes_without_losing_a_request(day: Day) -> None:
    with day.without(lambda: update(day.made), lambda: None) as failed:
        pass
    assert failed == []
    assert newest(day.made.visitor()) == "2"


def newest(visitor: Visitor) -> str:
    """Which version answers."""
    return visitor.raw("GET", "/")[1].get("x-version", "1")


def test_a_copy_that_is_taken_meanwhile_holds_every_promise(day: Day) -> None:
    made = day.made
    address = f"--host={made.postgres.folder} --port={made.postgres.port} --username=postgres"
    made.run(f"createdb {address} --owner gui_owner --template template0 copy")
    made.run(f"pg_dump {address} --format custom gui | pg_restore {address} --dbname copy --exit-on-error")
    copy = made.postgres.address().replace("/gui?", "/copy?")
    audited = made.service("gui-audit").run_with(DATABASE_URL=copy)
    assert audited == 0, made.service("gui-audit").log.read_text()[-2000:]


def test_no_acknowledged_order_is_lost_and_no_promise_broken(day: Day) -> None:
    assert kept(day.made, day.crowd) > 5
