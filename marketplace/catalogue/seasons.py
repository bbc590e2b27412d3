"""Seasons: a product's months as a bit mask, bit 0 is January; an empty mask means all year."""


def months_in(mask: int) -> tuple[int, ...]:
    """The months (1 to 12) of a season."""
    return tuple(month for month in range(1, 13) if mask & 1 << (month - 1))


def is_in_season(mask: int, month: int) -> bool:
    """Whether there is a season and this month belongs to it."""
    return bool(mask & 1 << (month - 1))


def next_start(mask: int, month: int) -> int | None:
    """The month in which the next season begins, after this one; None for what is made all year."""
    coming = (later % 12 + 1 for later in range(month, month + 12))
    return next((each for each in coming if is_in_season(mask, each) and not is_in_season(mask, _before(each))), None)


def _before(month: int) -> int:
    return (month + 10) % 12 + 1
