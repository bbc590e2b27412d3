"""Shops and operators are reminded of a certificate's end, and of the round before it, each time once."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from marketplace.certification import reminders
from marketplace.certification.reminders import last_round
from marketplace.clock import pretending, today
from marketplace.database import db, transaction
from tests import factories
from tests.work import queued_mails


def run() -> int:
    with transaction():
        return reminders.remind_due()


def test_each_mark_is_told_once_and_a_missed_one_is_passed_over(app: Flask) -> None:
    honey = factories.product(factories.seller(email="htx@example.test"))
    certificate = factories.certificate(honey, issued_days_ago=800, valid_days=800 + 180)
    ends_on = certificate.expires_on
    assert ends_on is not None
    db.session.commit()
    told = []
    for left in (180, 179, 91, 25, 24, 7, 0):
        with pretending(datetime.fromisoformat(f"{ends_on - timedelta(days=left)}T01:00:00+00:00")):
            while run():
                told.append(left)
    assert told.count(25) >= 1
    assert {180, 25, 7} <= set(told)
    assert not {179, 24, 0} & set(told)


def test_an_extension_brings_new_reminders_and_what_was_withdrawn_none(app: Flask) -> None:
    honey = factories.product(factories.seller(email="htx@example.test"))
    certificate = factories.certificate(honey, issued_days_ago=1_000, valid_days=1_020)
    db.session.commit()
    while run():
        pass
    subjects = [mail.subject for mail in queued_mails()]
    assert "Sao OCOP còn 20 ngày: Mật ong rừng" in subjects
    assert run() == 0
    certificate.expires_on = today() + timedelta(days=150)
    db.session.commit()
    assert run() == 1


@pytest.mark.parametrize(
    ("level", "expires_on", "expected"),
    [
        ("province", date(2027, 7, 15), date(2027, 6, 30)),
        ("province", date(2027, 6, 29), date(2026, 12, 30)),
        ("central", date(2027, 7, 15), date(2027, 3, 30)),
        ("province", date(2026, 12, 5), None),
    ],
)
def test_the_last_round_before_the_end(level: str, expires_on: date, expected: date | None) -> None:
    with pretending(datetime.fromisoformat("2026-12-01T02:00:00+00:00")):
        assert last_round(level, expires_on) == expected
