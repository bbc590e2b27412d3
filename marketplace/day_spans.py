"""What holds from one day on, until another one or until somebody ends it: rules of fees, tables of delivery fees."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Mapped

from marketplace.clock import today

Held = TypeVar("Held")


def in_force(known: Iterable[Held], day: date, since: Callable[[Held], date]) -> Held:
    """What holds on a day of all that is known, each `since` its own first day until the next one begins.

    Before the first one, that one: what was agreed earlier than anything is written down was meant alike.
    """
    in_order = sorted(known, key=since)
    return next((each for each in reversed(in_order) if since(each) <= day), in_order[0])


class HoldsByDay:
    """Its first and its last day, both included; without a last one it holds until it is ended."""

    first_day: Mapped[date]
    last_day: Mapped[date | None]

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed, or it was ended before its first one."""
        return self.last_day is not None and (self.last_day < today() or self.last_day < self.first_day)

    @property
    def is_to_come(self) -> bool:
        """Whether its first day is still to come."""
        return self.first_day > today() and not self.is_over
