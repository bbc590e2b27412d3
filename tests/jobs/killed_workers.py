"""Four workers that are killed at random while they work: a program of its own, run by test_killed_workers.py.

It takes the database's address. Workers are forked from a process that has done one job itself, so that a new one is
there at once, and not connected any more. Each job's effect is a row in `effects`. The last jobs are done in peace.
"""

import os
import random
import signal
import sys
from datetime import timedelta
from threading import Event
from time import monotonic, sleep

from sqlalchemy import create_engine, text

from marketplace import create_app, jobs
from marketplace.database import db
from marketplace.jobs import TakenJob, taking
from marketplace.jobs.worker import Worker, work

WORKERS = 4
KILLS = 40
LONGEST_SECONDS = 120
BETWEEN_KILLS = (0.02, 0.3)

taking.LEASE = timedelta(seconds=1)


def note(job: TakenJob) -> None:
    with jobs.finish(job):
        db.session.execute(text("INSERT INTO effects (number) VALUES (:number)"), job.payload)


def main(address: str) -> None:
    app = create_app({"TESTING": True, "SQLALCHEMY_DATABASE_URI": address})
    Worker({"note": note}, app.app_context, Event()).go_round()
    with app.app_context():
        db.engine.dispose()

    def start() -> int:
        if pid := os.fork():
            return pid
        work([{"note": note}], app.app_context, Event(), lambda: True)
        os._exit(0)

    workers, kills, ends_at = [start() for _ in range(WORKERS)], 0, monotonic() + LONGEST_SECONDS
    while waiting(address) and monotonic() < ends_at:
        sleep(random.uniform(*BETWEEN_KILLS))
        if kills < KILLS:
            kill(workers.pop(random.randrange(WORKERS)))
            kills += 1
            workers.append(start())
    for worker in workers:
        kill(worker)
    sys.stdout.write(str(kills))


def kill(worker: int) -> None:
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)


def waiting(address: str) -> int:
    engine = create_engine(address)
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT count(*) FROM jobs WHERE finished_at IS NULL"))
    engine.dispose()
    return int(found or 0)


if __name__ == "__main__":
    main(sys.argv[1])
