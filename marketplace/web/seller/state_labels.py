"""The parts of what a seller reads of an order's state."""

from dataclasses import dataclass

from marketplace.web.labels import Label


@dataclass(frozen=True)
class ToDo:
    """What the orders of a state wait for: counted as one and as many, likewise those that are late, and by when.

    `start` is the button that begins it; a parcel on the road has none.
    """

    one: str
    many: str
    late_one: str
    late_many: str
    by_when: str
    start: str = ""


@dataclass(frozen=True, kw_only=True)
class StateLabel(Label):
    """A state: its pill, its entry in the timeline, what is said when it was reached, and what has to be done then."""

    happened: str
    done: str = ""
    todo: ToDo | None = None
