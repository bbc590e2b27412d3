"""What a shop tells of itself on its page: texts, figures and blocks, written as a draft and shown once approved."""

from marketplace.sellers.shop_page.content import (
    FACTS,
    MOST_BLOCKS,
    MOST_FACTS,
    BlockKind,
    is_blank,
    of_seller,
    texts_of,
    unfinished,
)
from marketplace.sellers.shop_page.drafts import (
    MOST_PHOTOS,
    Page,
    PhotoChanges,
    add_block,
    block_of,
    find_draft,
    move_block,
    page_of,
    remove_block,
    save_block,
    save_intro,
)
from marketplace.sellers.shop_page.publishing import publish, shown_blocks
from marketplace.sellers.shop_page.quotes import Consent, Said, add_quote, quotes_of, quotes_with, withdraw

__all__ = [
    "FACTS",
    "MOST_BLOCKS",
    "MOST_FACTS",
    "MOST_PHOTOS",
    "BlockKind",
    "Consent",
    "Page",
    "PhotoChanges",
    "Said",
    "add_block",
    "add_quote",
    "block_of",
    "find_draft",
    "is_blank",
    "move_block",
    "of_seller",
    "page_of",
    "publish",
    "quotes_of",
    "quotes_with",
    "remove_block",
    "save_block",
    "save_intro",
    "shown_blocks",
    "texts_of",
    "unfinished",
    "withdraw",
]
