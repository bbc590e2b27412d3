from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any, TypeAlias

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from marketplace.clock import now
from marketplace.database import db
from marketplace.jobs import Handler, Job
from marketplace.jobs.worker import drain

Work: TypeAlias = Callable[..., Counter[str]]


@pytest.fixture
def work(app: Flask) -> Work:
    """Let a worker do all that is due with these handlers, given by kind; says how many of each kind it tried."""

    def drained(**handlers: Handler) -> Counter[str]:
        db.session.commit()
        done = drain([handlers], app.app_context)
        db.session.expire_all()
        return done

    return drained


def rows() -> list[Job]:
    db.session.expire_all()
    return list(db.session.scalars(select(Job).order_by(Job.id)))


def later(**passed: float) -> AbstractContextManager[Any]:
    return time_machine.travel(now() + timedelta(**passed), tick=False)
