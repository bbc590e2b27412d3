"""What can go wrong with jobs: some of it is said to workers, some to the operator."""

from marketplace.errors import Conflict, NotFound
from marketplace.text import N_


class NotDone(Exception):
    """Raised by a handler that could not do its job through no fault of the shop's; it is tried again later.

    The reason is shown to operators. With `counts=False` the attempt does not count, so that the job never ends; with
    `is_final` it was the last, because another would end alike. The next attempt is made `as_kind`, if that is given:
    among jobs that keep those of the first kind no longer waiting.
    """

    def __init__(self, reason: str, *, counts: bool = True, is_final: bool = False, as_kind: str = "") -> None:
        super().__init__(reason)
        self.counts = counts
        self.is_final = is_final
        self.as_kind = as_kind


class LeaseLost(Exception):
    """The worker was away for so long that somebody else has taken the job; nothing that it did counts."""


class JobNotFound(NotFound):
    """There is no such job, or its last time is long ago."""

    sentence = N_("Việc này không còn trong danh sách.")


class JobDone(Conflict):
    """Nobody needs to start again what has been done."""

    sentence = N_("Việc này vừa chạy xong, không cần chạy lại.")
