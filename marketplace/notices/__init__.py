"""The notice centre: what happened, in a line, for whoever signs in."""

from marketplace.notices.actions import NOTICE, Wanted, choose, forget_old, hand_over, mark_read, put_down
from marketplace.notices.models import CAN_STOP, CHOICES, STOPPABLE, Channel, Notice, NoticeKind, Party
from marketplace.notices.queries import (
    ME,
    OPERATORS,
    all_unwanted,
    of_operators,
    of_person,
    of_shop,
    place_of,
    seen_up_to,
    unread_of_operators,
    unread_of_shop,
    unread_of_user,
    unwanted,
)

__all__ = [
    "CAN_STOP",
    "CHOICES",
    "ME",
    "NOTICE",
    "OPERATORS",
    "STOPPABLE",
    "Channel",
    "Notice",
    "NoticeKind",
    "Party",
    "Wanted",
    "all_unwanted",
    "choose",
    "forget_old",
    "hand_over",
    "mark_read",
    "of_operators",
    "of_person",
    "of_shop",
    "place_of",
    "put_down",
    "seen_up_to",
    "unread_of_operators",
    "unread_of_shop",
    "unread_of_user",
    "unwanted",
]
