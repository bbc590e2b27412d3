"""What buyers see of a page: the blocks as they were approved, with their photos and the words of people who agreed."""

from collections.abc import Mapping, Sequence
from typing import Any

from marketplace import pictures
from marketplace.database import db
from marketplace.pictures import Picture
from marketplace.sellers.models import Seller
from marketplace.sellers.shop_page.content import Values
from marketplace.sellers.shop_page.drafts import find_draft
from marketplace.sellers.shop_page.models import Quote
from marketplace.sellers.shop_page.quotes import quotes_of


def publish(seller: Seller, blocks: Sequence[Values]) -> None:
    """Show these blocks to buyers; photos that nothing shows any more are cleared away. Load the seller locked."""
    draft = find_draft(seller.id, lock=True)
    found = {picture.ref: picture for picture in pictures.pictures_of_draft(draft.ref)} if draft else {}
    seller.blocks = shown_blocks(blocks, found, quotes_of(seller.id))
    kept = _refs(seller.blocks) | _refs(draft.content["blocks"] if draft else [])
    for ref in found.keys() - kept:
        pictures.remove(found[ref])
    db.session.flush()


def shown_blocks(blocks: Sequence[Values], found: Mapping[str, Picture], quotes: Sequence[Quote]) -> list[Values]:
    """The blocks with photos that are ready and words whose consent stands; what would be empty is left out."""
    said = {quote.ref: _said(quote) for quote in quotes if quote.stands}
    shown = [
        block | {"photos": _photos(block, found)} | ({"said": said[block["quote"]]} if block["quote"] in said else {})
        for block in blocks
    ]
    return [block for block in shown if block["body_vi"] or block["photos"] or "said" in block]


def _photos(block: Values, found: Mapping[str, Picture]) -> list[dict[str, Any]]:
    ready = [(found[each["ref"]], each) for each in block["photos"] if each["ref"] in found]
    words = ("alt_vi", "alt_en")
    return [dict(shot.photo()) | {name: each[name] for name in words} for shot, each in ready if shot.is_ready]


def _said(quote: Quote) -> dict[str, str]:
    names = ("name", "role_vi", "role_en", "words_vi", "words_en")
    return {name: getattr(quote, name) for name in names}


def _refs(blocks: Sequence[Values]) -> set[str]:
    return {photo["ref"] for block in blocks for photo in block["photos"]}
