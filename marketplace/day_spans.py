"""What holds from one day on, until another one or until somebody ends it: rules of fees, tables of delivery fees."""

from datetime import date

from sqlalchemy.orm import Mapped

from marketplace.clock import today


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
