import os
from pathlib import Path

from marketplace import chores
from marketplace.chores import Chore


def test_a_timer_that_calls_every_minute_does_a_daily_chore_once_a_day(tmp_path: Path) -> None:
    waiting = [3, 0, 5, 0]
    daily = Chore("stray files", lambda: waiting.pop(0), every_seconds=86_400)
    assert list(chores.run_due(tmp_path, (daily,))) == [(daily, 3)]
    assert list(chores.run_due(tmp_path, (daily,))) == []
    yesterday = (tmp_path / "stray-files").stat().st_mtime - 86_400
    os.utime(tmp_path / "stray-files", (yesterday, yesterday))
    assert list(chores.run_due(tmp_path, (daily,))) == [(daily, 5)]


def test_what_is_always_due_is_done_at_every_call(tmp_path: Path) -> None:
    waiting = [1, 0, 2, 0]
    mail = Chore("mail", lambda: waiting.pop(0))
    assert [done for _ in range(2) for _chore, done in chores.run_due(tmp_path, (mail,))] == [1, 2]
