"""Listings that are being written: drafts of new goods, and of changes to goods on sale."""

from marketplace.catalogue.drafts.actions import (
    add_pack,
    change,
    discard,
    duplicate,
    find_pack,
    merged,
    refs_on_sale,
    remove_pack,
    save,
    save_pack,
    start,
    start_several,
)
from marketplace.catalogue.drafts.errors import PackOnSale
from marketplace.catalogue.drafts.models import Draft, Values
from marketplace.catalogue.drafts.photos import (
    DraftPhoto,
    add_photo,
    describe_photo,
    move_photo,
    photos_in,
    remove_photo,
    restore_photo,
)
from marketplace.catalogue.drafts.publishing import publish, settle
from marketplace.catalogue.drafts.queries import (
    count_drafts,
    drafts_by_ref,
    drafts_of,
    find_change,
    find_draft,
    get_draft_of,
)

__all__ = [
    "Draft",
    "DraftPhoto",
    "PackOnSale",
    "Values",
    "add_pack",
    "add_photo",
    "change",
    "count_drafts",
    "describe_photo",
    "discard",
    "drafts_by_ref",
    "drafts_of",
    "duplicate",
    "find_change",
    "find_draft",
    "find_pack",
    "get_draft_of",
    "merged",
    "move_photo",
    "photos_in",
    "publish",
    "refs_on_sale",
    "remove_pack",
    "remove_photo",
    "restore_photo",
    "save",
    "save_pack",
    "settle",
    "start",
    "start_several",
]
