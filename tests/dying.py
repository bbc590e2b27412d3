"""Processes that are killed in the midst of their work: before or after each commit, and each call to a provider; and
where it is wanted before each statement, too.
"""

import os
import re
import signal
import traceback
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

import requests.adapters
from flask import Flask
from sqlalchemy import event

from marketplace.database import db

END: Final = "\0"
NAME: Final = re.compile(r"(?:\bFROM|\bINTO|^UPDATE)\s+(\w+)")


def each_moment(most: int = 60) -> Iterator[int]:
    """The moments at which a process may be killed, one after the other; whoever asks ends it when none is left."""
    yield from range(1, most)
    raise AssertionError("the work never comes to its end")


@dataclass(frozen=True)
class Death:
    """At which point a process was killed, by its name; and what it had answered before, if it had."""

    point: str
    answer: str


def dies(app: Flask, moment: int, deed: Callable[[], object]) -> bool:
    """Do it in a process of its own that is killed (SIGKILL) at its so-many-th moment; False when it has fewer.

    The process is a fork of this one that shares no connection with it. Raises AssertionError when the deed fails.
    """
    return bool(_fork(app, moment, deed, everywhere=False).point)


def dies_anywhere(app: Flask, moment: int, deed: Callable[[], object]) -> Death:
    """The same, and a moment is each statement, too, and the last one after the answer of the deed was given."""
    return _fork(app, moment, deed, everywhere=True)


def _fork(app: Flask, moment: int, deed: Callable[[], object], *, everywhere: bool) -> Death:
    db.session.rollback()
    db.session.remove()
    db.engine.dispose()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _live_until(moment, deed, app, writer, everywhere)
    os.close(writer)
    with os.fdopen(reader) as told:
        answer, _, point = told.read().rpartition(END)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "what was to be done failed, see above"
    assert os.WIFSIGNALED(status) == bool(point)
    return Death(point, answer)


def clean(app: Flask) -> None:
    """The shop's own commands find nothing wrong."""
    db.session.rollback()
    for command in (["audit"], ["ledger", "verify"]):
        told = app.test_cli_runner().invoke(args=command)
        assert told.exit_code == 0, told.output


def _live_until(moment: int, deed: Callable[[], object], app: Flask, writer: int, everywhere: bool) -> None:
    """The child's life. It never returns: the tests go on in its parent."""
    reached = count(1)

    def here(point: str) -> None:
        if next(reached) == moment:
            os.write(writer, point.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def around(step: Any, name: str) -> Any:
        def done(*args: Any, **kwargs: Any) -> Any:
            here(f"before {name}")
            answer = step(*args, **kwargs)
            here(f"after {name}")
            return answer

        return done

    code = 1
    try:
        dialect: Any = db.engine.dialect
        dialect.do_commit = around(dialect.do_commit, "COMMIT")
        urllib.request.AbstractHTTPHandler.do_open = around(urllib.request.AbstractHTTPHandler.do_open, "a call")  # type: ignore[method-assign]  # in a child that dies
        requests.adapters.HTTPAdapter.send = around(requests.adapters.HTTPAdapter.send, "a call")  # type: ignore[method-assign]  # in a child that dies
        if everywhere:
            event.listen(db.engine, "before_cursor_execute", lambda _c, _cursor, sql, *_rest: here(_name_of(sql)))
        with app.app_context():
            answer = deed()
            os.write(writer, f"{answer or ''}{END}".encode())
            if everywhere:
                here("answered")
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _name_of(sql: str) -> str:
    """What a statement does, and to which table."""
    found = NAME.search(sql)
    return f"before {sql.split(maxsplit=1)[0]} {found.group(1) if found else ''}".strip()
