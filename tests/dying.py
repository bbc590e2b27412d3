"""Processes that are killed in the midst of their work: before or after each commit, and each call to a provider."""

import os
import signal
import traceback
import urllib.request
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import requests.adapters
from flask import Flask

from marketplace.database import db


def each_moment(most: int = 60) -> Iterator[int]:
    """The moments at which a process may be killed, one after the other; whoever asks ends it when none is left."""
    yield from range(1, most)
    raise AssertionError("the work never comes to its end")


def dies(app: Flask, moment: int, deed: Callable[[], object]) -> bool:
    """Do it in a process of its own that is killed (SIGKILL) at its so-many-th moment; False when it has fewer.

    The process is a fork of this one that shares no connection with it. Raises AssertionError when the deed fails.
    """
    db.session.rollback()
    db.session.remove()
    db.engine.dispose()
    child = os.fork()
    if child == 0:
        _live_until(moment, deed, app)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "what was to be done failed, see above"
    return os.WIFSIGNALED(status)


def clean(app: Flask) -> None:
    """The shop's own commands find nothing wrong."""
    db.session.rollback()
    for command in (["audit"], ["ledger", "verify"]):
        told = app.test_cli_runner().invoke(args=command)
        assert told.exit_code == 0, told.output


def _live_until(moment: int, deed: Callable[[], object], app: Flask) -> None:
    """The child's life. It never returns: the tests go on in its parent."""
    reached = count(1)

    def here() -> None:
        if next(reached) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(step: Any) -> Any:
        def done(*args: Any, **kwargs: Any) -> Any:
            here()
            answer = step(*args, **kwargs)
            here()
            return answer

        return done

    code = 1
    try:
        dialect: Any = db.engine.dialect
        dialect.do_commit = around(dialect.do_commit)
        urllib.request.AbstractHTTPHandler.do_open = around(urllib.request.AbstractHTTPHandler.do_open)  # type: ignore[method-assign]  # in a child that dies
        requests.adapters.HTTPAdapter.send = around(requests.adapters.HTTPAdapter.send)  # type: ignore[method-assign]  # in a child that dies
        with app.app_context():
            deed()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)
