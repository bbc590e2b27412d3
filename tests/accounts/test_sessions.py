from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, literal, select, update

from marketplace import accounts, jobs
from marketplace.accounts.errors import SessionNotFound, WrongCredentials, WrongPassword
from marketplace.accounts.models import KnownPlace, User, UserSession
from marketplace.clock import now
from marketplace.database import db
from tests import factories
from tests.accounts.conftest import PASSWORD, Register
from tests.work import work


def opened(person: User) -> str:
    return accounts.open_session(person, device="Chrome, Android", address="203.0.113.7")


def test_a_session_is_found_by_its_token_with_its_person_and_the_facts_asked_for(register: Register) -> None:
    lan = register()
    found = accounts.find_session(opened(lan), literal(7), func.length(User.name))
    assert found is not None
    session, seven, length = found
    assert (session.user, seven, length) == (lan, 7, len(lan.name))


def test_the_database_does_not_know_the_token(register: Register) -> None:
    token = opened(register())
    session = db.session.scalars(select(UserSession)).one()
    assert token not in {session.token_digest, session.reference}
    assert session.token_digest.startswith(session.reference)


def test_tokens_are_long_and_never_the_same(register: Register) -> None:
    lan = register()
    tokens = {opened(lan) for _ in range(20)}
    assert len(tokens) == 20
    assert min(map(len, tokens)) >= 43


def test_an_ended_session_is_gone(register: Register) -> None:
    token = opened(register())
    accounts.end_session(token)
    assert accounts.find_session(token) is None


def test_a_session_idle_for_thirty_days_is_over(register: Register) -> None:
    token = opened(register())
    with time_machine.travel(now() + timedelta(days=29), tick=False):
        assert accounts.find_session(token)
    with time_machine.travel(now() + timedelta(days=30, minutes=1), tick=False):
        assert accounts.find_session(token) is None


def test_a_session_in_use_is_over_after_half_a_year(register: Register) -> None:
    token = opened(register())
    start = now()
    for days in range(20, 180, 20):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            found = accounts.find_session(token)
            assert found is not None
            assert accounts.is_due_to_be_seen(found[0])
            accounts.see(found[0])
            db.session.expire_all()
    with time_machine.travel(start + timedelta(days=180, minutes=1), tick=False):
        assert accounts.find_session(token) is None


def test_disabling_a_person_ends_all_sessions(register: Register) -> None:
    lan = register()
    tokens = [opened(lan), opened(lan)]
    accounts.disable(lan)
    assert [accounts.find_session(token) for token in tokens] == [None, None]


def test_ending_the_others_leaves_this_session_and_other_people_alone(register: Register) -> None:
    lan, mai = register("lan@example.test"), register("mai@example.test")
    here, there, neighbours = opened(lan), opened(lan), opened(mai)
    accounts.end_other_sessions(lan, keep=here)
    assert accounts.find_session(here)
    assert accounts.find_session(there) is None
    assert accounts.find_session(neighbours)


def test_nobody_ends_somebody_elses_session(register: Register) -> None:
    lan, mai = register("lan@example.test"), register("mai@example.test")
    token = opened(mai)
    reference = accounts.sessions_of(mai)[0].reference
    with pytest.raises(SessionNotFound):
        accounts.end_session_of(lan, reference)
    assert accounts.find_session(token)
    accounts.end_session_of(mai, reference)
    assert accounts.find_session(token) is None


def test_signing_in_forgets_sessions_that_are_long_over(register: Register) -> None:
    lan = register()
    opened(lan)
    with time_machine.travel(now() + timedelta(days=181), tick=False):
        opened(lan)
        assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1


def test_a_password_that_was_changed_while_it_was_checked_signs_nobody_in(app: Flask) -> None:
    person = factories.user()
    changed = update(User).where(User.id == person.id).values(password_hash="another")
    db.session.execute(changed, execution_options={"synchronize_session": False})
    with pytest.raises(WrongCredentials):
        accounts.open_session(person, device="", address="", renewed_hash=accounts.hash_password(PASSWORD))
    with pytest.raises(WrongPassword):
        accounts.change_password(person, accounts.hash_password(PASSWORD), keep="")
    db.session.expire_all()
    assert person.password_hash == "another"


def test_somebody_who_was_shut_out_meanwhile_is_not_signed_in(app: Flask) -> None:
    person = factories.user()
    accounts.disable(person)
    with pytest.raises(WrongCredentials):
        accounts.open_session(person, device="", address="")


def test_sessions_that_are_over_are_deleted_in_batches(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.actions, "AT_ONCE", 2)
    lan = register()
    with time_machine.travel(now() - timedelta(days=31), tick=False):
        for _ in range(3):
            opened(lan)
    living = opened(lan)
    old = accounts.find_session(opened(lan))
    assert old is not None
    old[0].created_at = now() - timedelta(days=181)
    assert work("ended_sessions") == {"ended_sessions": 1}
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1
    assert accounts.find_session(living)


def test_places_where_nobody_signed_in_for_a_year_are_forgotten(register: Register) -> None:
    lan, hoa = register(), factories.user()
    with time_machine.travel(now() - timedelta(days=366), tick=False):
        accounts.remember_places(lan, ["home", "village"])
        accounts.remember_places(hoa, ["home"])
    accounts.remember_places(lan, ["home"])
    assert work("known_places") == {"known_places": 1}
    kept = db.session.execute(select(KnownPlace.user_id, KnownPlace.digest)).all()
    assert [tuple(row) for row in kept] == [(lan.id, "home")]
