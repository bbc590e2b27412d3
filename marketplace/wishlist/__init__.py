"""What people would like: goods they keep in mind, shops they follow, and goods they wait for."""

from marketplace.wishlist.actions import add, adopt, follow, remove, unfollow
from marketplace.wishlist.guests import Kept, with_wish, without_wish
from marketplace.wishlist.queries import (
    Following,
    Wished,
    followed_by,
    following,
    get_wished,
    is_followed_by,
    is_wished_by,
    new_from_followed,
    wishes_among,
    wishes_of,
)
from marketplace.wishlist.reminders import (
    confirm_reminder,
    due_reminders,
    forget_stale_reminders,
    get_awaited,
    get_reminder,
    next_season,
    remind,
    reminders_of,
    stop_reminders,
    take_due,
)

__all__ = [
    "Following",
    "Kept",
    "Wished",
    "add",
    "adopt",
    "confirm_reminder",
    "due_reminders",
    "follow",
    "followed_by",
    "following",
    "forget_stale_reminders",
    "get_awaited",
    "get_reminder",
    "get_wished",
    "is_followed_by",
    "is_wished_by",
    "new_from_followed",
    "next_season",
    "remind",
    "reminders_of",
    "remove",
    "stop_reminders",
    "take_due",
    "unfollow",
    "wishes_among",
    "wishes_of",
    "with_wish",
    "without_wish",
]
