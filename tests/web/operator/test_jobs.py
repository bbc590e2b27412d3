"""Operators see what did not succeed in the background, and start it again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from marketplace import accounts, notifications
from marketplace.accounts import OperatorRole
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.job_handlers import LANES
from marketplace.jobs import Job
from marketplace.web.operator.jobs import KINDS
from tests import people
from tests.client import Client
from tests.people import Cast
from tests.work import work

LIST = "/van-hanh/viec-nen"
SECRET = "/dat-lai/secret-token"


def failed_mail(subject: str = "Đặt lại mật khẩu Gùi") -> Job:
    with transaction():
        notifications.enqueue_mail(recipient="lan@example.test", subject=subject, body=SECRET)
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job
    job.failed_at, job.due_at, job.attempts, job.last_error = now(), None, 14, "SMTPServerDisconnected: timed out"
    db.session.commit()
    return job


@pytest.fixture
def job(cast: Cast) -> Job:
    """A mail that was given up."""
    return failed_mail()


def test_an_empty_list_says_so(operator: Client) -> None:
    assert "Không có việc nào hỏng." in operator.get(LIST).text
    assert "Không có việc nào đang thử lại." in operator.get(f"{LIST}?xem=thu-lai").text


@pytest.mark.parametrize("path", [LIST, f"{LIST}?xem=thu-lai", "/van-hanh/danh-gia", "/van-hanh/tem", "/van-hanh/don"])
def test_no_empty_list_ends_in_a_bare_number(path: str, operator: Client) -> None:
    page = operator.get(path).text
    assert "<span>không có dòng nào</span>" in page
    assert '<span class="num">0</span>' not in page


def test_a_failed_job_is_counted_and_shown_with_its_reason_but_not_with_its_secret(operator: Client, job: Job) -> None:
    assert 'Việc nền<span class="k">1</span>' in operator.get(LIST).text
    page = operator.get(f"{LIST}/{job.ref}").text
    facts = ("Gửi thư", "SMTPServerDisconnected: timed out", "lan@example.test", "Đặt lại mật khẩu Gùi", "khi bấm nút")
    assert [fact for fact in facts if fact not in page] == []
    assert SECRET not in page


def test_a_job_that_is_started_again_is_done(operator: Client, job: Job) -> None:
    assert operator.send(f"{LIST}/{job.ref}/chay-lai", form_at=f"{LIST}/{job.ref}").location == LIST
    page = operator.get(LIST).text
    assert "Việc chạy lại ngay." in page
    assert "Không có việc nào hỏng." in page
    assert "Gửi thư" in operator.get(f"{LIST}?xem=thu-lai").text
    assert work("mail") == {"mail": 1}
    assert "Gửi thư" not in operator.get(f"{LIST}?xem=thu-lai").text


def test_all_failed_jobs_can_be_started_at_once(operator: Client, job: Job) -> None:
    failed_mail(), failed_mail()
    assert "Chạy lại tất cả (3)" in operator.get(LIST).text
    assert operator.send(f"{LIST}/tat-ca/chay-lai", form_at=LIST).location == LIST
    assert work("mail") == {"mail": 3}


def test_a_job_that_was_done_meanwhile_is_not_started_again(operator: Client, job: Job) -> None:
    token = operator.token(f"{LIST}/{job.ref}")
    operator.send(f"{LIST}/{job.ref}/chay-lai", form_at=LIST)
    work("mail")
    answer = operator.post(f"{LIST}/{job.ref}/chay-lai", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "vừa chạy xong" in answer.text


def test_a_job_that_nobody_knows_is_not_found(operator: Client) -> None:
    assert operator.get(f"{LIST}/khong-co").status_code == 404


def test_nobody_else_looks_or_starts(client: Client, cast: Cast, job: Job) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert owner.get(LIST).status_code == 404
    assert owner.send(f"{LIST}/{job.ref}/chay-lai").status_code == 404
    db.session.refresh(job)
    assert job.failed_at is not None


def test_who_only_reads_sees_the_reason_and_no_button(
    cast: Cast, client_for: Callable[[User], Client], job: Job
) -> None:
    accounts.make_operator(cast.neighbour, {OperatorRole.READ_ONLY})
    db.session.commit()
    reader = client_for(cast.neighbour)
    assert "Gửi thư" in reader.get(LIST).text
    page = reader.get(f"{LIST}/{job.ref}").text
    assert "SMTPServerDisconnected" in page
    assert "Chạy lại" not in page


def test_it_is_there_in_english(operator: Client, job: Job) -> None:
    page = operator.get(f"{LIST}/{job.ref}?hl=en").text
    assert "Background jobs that did not succeed" in page
    assert "Start all again (1)" in page


def test_every_kind_of_job_has_a_name() -> None:
    assert set(KINDS) == {kind for lane in LANES for kind in lane}
