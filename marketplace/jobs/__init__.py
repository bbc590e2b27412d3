"""Work that waits: rows written in the transaction that causes them, done by workers, tried again until done."""

from marketplace.jobs.actions import delete_some, enqueue, forget_finished, hasten, start_again, start_failed_again
from marketplace.jobs.errors import LeaseLost, NotDone
from marketplace.jobs.models import Job
from marketplace.jobs.queries import count_troubled, failed_jobs, get_troubled, troubled, troubled_kinds, waiting
from marketplace.jobs.taking import TakenJob, finish, move, postpone
from marketplace.jobs.worker import Handler, Lane

__all__ = [
    "Handler",
    "Job",
    "Lane",
    "LeaseLost",
    "NotDone",
    "TakenJob",
    "count_troubled",
    "delete_some",
    "enqueue",
    "failed_jobs",
    "finish",
    "forget_finished",
    "get_troubled",
    "hasten",
    "move",
    "postpone",
    "start_again",
    "start_failed_again",
    "troubled",
    "troubled_kinds",
    "waiting",
]
