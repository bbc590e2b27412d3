"""Copies of everything that the shop keeps, and bringing them back."""

from marketplace.backups.errors import BackupError
from marketplace.backups.making import Made, Progress, make
from marketplace.backups.outcomes import note_outcome
from marketplace.backups.places import Place, newest, place_of, show
from marketplace.backups.restoring import Reading, Trial, check, restore

__all__ = [
    "BackupError",
    "Made",
    "Place",
    "Progress",
    "Reading",
    "Trial",
    "check",
    "make",
    "newest",
    "note_outcome",
    "place_of",
    "restore",
    "show",
]
