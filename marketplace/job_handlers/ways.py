"""Ways of doing a job: at once, bit by bit, in one transaction or in many, or with a store that may be away."""

from collections.abc import Callable

from marketplace.database import transaction
from marketplace.gateways.files import FilesAway
from marketplace.jobs import Handler, NotDone, TakenJob


def simply(do: Callable[[], object]) -> Handler:
    """Something that needs to know nothing of its job and opens its own transactions."""

    def handle(_job: TakenJob) -> None:
        do()

    return handle


def with_the_store(do: Callable[[], object]) -> Handler:
    """Something that needs the store of photos; as long as that gives no answer, it is tried again."""

    def handle(_job: TakenJob) -> None:
        try:
            do()
        except FilesAway as error:
            raise NotDone(str(error), counts=False) from error

    return handle


def in_one(rule: Callable[[], object]) -> Handler:
    """A rule that is followed for all at once, in one transaction."""

    def handle(_job: TakenJob) -> None:
        with transaction():
            rule()

    return handle


def until_done(bite: Callable[[], int]) -> Handler:
    """Something that is done bit by bit in transactions of its own, until it has nothing left to do."""

    def handle(_job: TakenJob) -> None:
        while bite():
            pass

    return handle


def in_batches(rule: Callable[[], int]) -> Handler:
    """A rule that is followed batch by batch, each in one transaction, until nothing is left."""

    def bite() -> int:
        with transaction():
            return rule()

    return until_done(bite)
