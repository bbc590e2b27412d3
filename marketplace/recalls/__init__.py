"""Lots that are taken back: who bought of them, who has been told, and who has read it."""

from marketplace.recalls.actions import RECALL_LETTERS, Asked, confirm_read, find_missed, look_again, start, take_untold
from marketplace.recalls.models import Ground, Recall, RecallNotice, Remedy
from marketplace.recalls.queries import (
    Reach,
    find_recall,
    notices_of,
    notices_of_purchase,
    progress_of,
    reach_of,
    recalled_lines,
    recalls,
)

__all__ = [
    "RECALL_LETTERS",
    "Asked",
    "Ground",
    "Reach",
    "Recall",
    "RecallNotice",
    "Remedy",
    "confirm_read",
    "find_missed",
    "find_recall",
    "look_again",
    "notices_of",
    "notices_of_purchase",
    "progress_of",
    "reach_of",
    "recalled_lines",
    "recalls",
    "start",
    "take_untold",
]
