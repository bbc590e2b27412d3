"""Gift sets: several packs of one shop that are given together. A set has no stock of its own, it takes its parts'."""

from marketplace.gift_sets.actions import NewPart, SetTexts, hide, keep, put, show
from marketplace.gift_sets.models import GiftSet, SetPart
from marketplace.gift_sets.queries import (
    SetView,
    ViewedPart,
    get_set,
    get_set_of,
    packs_for_sets,
    sets_of_seller,
    sets_on_show,
)

__all__ = [
    "GiftSet",
    "NewPart",
    "SetPart",
    "SetTexts",
    "SetView",
    "ViewedPart",
    "get_set",
    "get_set_of",
    "hide",
    "keep",
    "packs_for_sets",
    "put",
    "sets_of_seller",
    "sets_on_show",
    "show",
]
