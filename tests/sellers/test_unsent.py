"""Applications that nobody goes on with are cleared with their papers, told of before."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from marketplace.accounts.models import User
from marketplace.clock import now, pretending
from marketplace.database import db, transaction
from marketplace.pictures import Picture, Received
from marketplace.sellers import applications, unsent
from marketplace.sellers.application_models import ApplicationPaper, SellerApplication
from marketplace.sellers.questions import Question
from tests import factories
from tests.work import queued_mails, work


@pytest.fixture
def person(app: Flask) -> User:
    return factories.user("Chị Mẫu Bỏ Dở")


@pytest.fixture
def begun(person: User) -> SellerApplication:
    """With the photo of a paper and of a product."""
    db.session.commit()
    with transaction():
        application = applications.start(person)
        applications.put_paper(application, Question.IDENTITY, Received("paper", "0" * 64), by=person)
        applications.put_photo(application, Received("photo", "1" * 64), by=person)
    return application


def on_day(day: int) -> None:
    """What the job does so many days from now."""
    with pretending(now() + timedelta(days=day)):
        work("unsent_applications")


def left() -> int:
    return db.session.scalar(select(func.count()).select_from(SellerApplication)) or 0


def test_it_is_told_two_weeks_before_and_deleted_with_its_photos(begun: SellerApplication, person: User) -> None:
    on_day(45)
    assert queued_mails() == []
    on_day(47)
    on_day(48)
    (mail,) = queued_mails()
    assert (mail.recipient, mail.subject) == (person.email, "Hồ sơ bán hàng làm dở sẽ xóa sau 14 ngày")
    on_day(60)
    assert left() == 1  # two weeks are not over
    on_day(62)
    assert left() == 0
    assert db.session.scalar(select(func.count()).select_from(ApplicationPaper)) == 0
    assert all(picture.removed_at for picture in db.session.scalars(select(Picture)))


def test_nothing_is_deleted_that_was_not_told_of(begun: SellerApplication) -> None:
    on_day(200)
    assert left() == 1
    on_day(215)
    assert left() == 0


def test_an_answer_begins_the_time_anew(begun: SellerApplication, person: User) -> None:
    on_day(47)
    with pretending(now() + timedelta(days=50)):
        applications.answer(begun, Question.NAME, "Hộ Mẫu")
    on_day(65)
    assert left() == 1
    assert begun.reminded_at is None


def test_what_was_sent_is_kept(begun: SellerApplication) -> None:
    begun.seller = factories.applicant()
    on_day(47)
    on_day(100)
    assert left() == 1
    assert unsent.clear_unsent() == 0
