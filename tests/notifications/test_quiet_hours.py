"""No telephone rings at night for what can wait; a code comes at once."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace.database import db, transaction
from marketplace.jobs import Job
from marketplace.notifications import quiet_hours
from marketplace.notifications.texts import TEXT, queue_text


@pytest.mark.parametrize(
    ("moment", "due_at"),
    [
        ("2026-11-30 14:59", "2026-11-30 14:59"),  # 21:59 in Vietnam
        ("2026-11-30 15:00", "2026-12-01 00:00"),  # 22:00: till 7:00
        ("2026-11-30 23:59", "2026-12-01 00:00"),  # 6:59
        ("2026-12-01 00:00", "2026-12-01 00:00"),
    ],
)
def test_what_falls_into_the_night_waits_for_seven(moment: str, due_at: str) -> None:
    at, wanted = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (moment, due_at))
    assert quiet_hours.next_time(at) == wanted


def test_at_night_a_text_about_a_request_waits_and_a_code_does_not(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "SMS_URL", "https://sms.example.test/")
    with time_machine.travel(datetime(2026, 11, 30, 16, tzinfo=UTC), tick=False), transaction():
        queue_text("application_fading_text", "+84900000321", "vi")
        queue_text("code", "+84900000321", "vi", until=datetime(2026, 11, 30, 17, tzinfo=UTC), code="123456")
    due = db.session.scalars(select(Job.due_at).where(Job.kind == TEXT).order_by(Job.id)).all()
    assert [f"{at:%d %H:%M}" for at in due if at] == ["01 00:00", "30 16:00"]
