"""Writing a shop's page: its introduction and its blocks, saved part by part. Nothing here is seen by buyers."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import select

from marketplace import pictures
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.pictures import Picture, Received
from marketplace.refs import new_ref
from marketplace.sellers.models import Seller
from marketplace.sellers.shop_page.content import FACTS, LONGEST, MOST_BLOCKS, BlockKind, Values, blank_block, of_seller
from marketplace.sellers.shop_page.errors import BlockNotFound, SavedByAnother, TooManyBlocks, TooManyPagePhotos
from marketplace.sellers.shop_page.models import Draft
from marketplace.text import clean_line, clean_text

MOST_PHOTOS: Final = 6


@dataclass(frozen=True)
class Page:
    """What a shop writes, where there is no draft yet what is shown; with the pictures that the blocks name."""

    seller: Seller
    content: Values
    pictures: Mapping[str, Picture]
    draft: Draft | None = None

    @property
    def is_as_shown(self) -> bool:
        """Whether buyers see just this."""
        return self.content == of_seller(self.seller)

    @property
    def waiting_photos(self) -> list[str]:
        """The references of the blocks with a photo that cannot be shown, or not yet."""
        ready = {ref for ref, picture in self.pictures.items() if picture.is_ready}
        return [block["ref"] for block in self.content["blocks"] if {each["ref"] for each in block["photos"]} - ready]


@dataclass(frozen=True)
class PhotoChanges:
    """What each photo of a block shows, in both languages by its reference; photos to take out, and new ones."""

    alts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    dropped: Sequence[str] = ()
    received: Sequence[Received] = ()


def find_draft(seller_id: int, *, lock: bool = False) -> Draft | None:
    """The shop's draft, if it ever began one."""
    wanted = select(Draft).where(Draft.seller_id == seller_id).execution_options(populate_existing=True)
    return db.session.scalars(wanted.with_for_update(of=Draft) if lock else wanted).first()


def page_of(seller: Seller) -> Page:
    """What the shop is writing, to look at."""
    draft = find_draft(seller.id)
    found = pictures.pictures_of_draft(draft.ref) if draft else []
    content = draft.content if draft else of_seller(seller)
    return Page(seller, dict(content), {picture.ref: picture for picture in found}, draft)


def block_of(content: Values, ref: str) -> Values:
    """One block. Raises BlockNotFound."""
    for block in content["blocks"]:
        if block["ref"] == ref:
            found: Values = block
            return found
    raise BlockNotFound()


def save_intro(seller: Seller, texts: Mapping[str, str], facts: Sequence[Mapping[str, str]], *, by: User) -> None:
    """Write the introduction and the figures; a figure without name or value is left out."""
    draft = _begun(seller, by)
    cleaned = {name: clean_text(text, LONGEST[name]) for name, text in texts.items() if name in LONGEST}
    rows = [{name: clean_line(fact.get(name, ""), 120) for name in FACTS} for fact in facts]
    draft.content.update({**cleaned, "facts": [row for row in rows if row["label_vi"] and row["value_vi"]]})


def add_block(seller: Seller, kind: BlockKind, *, by: User, quote: str = "") -> str:
    """Put one more block last; returns its reference. Raises TooManyBlocks."""
    draft = _begun(seller, by)
    if len(draft.content["blocks"]) >= MOST_BLOCKS:
        raise TooManyBlocks(most=MOST_BLOCKS)
    block = blank_block(new_ref(), kind, quote=quote)
    draft.content["blocks"] = [*draft.content["blocks"], block]
    return str(block["ref"])


def save_block(
    seller: Seller,
    ref: str,
    texts: Mapping[str, str],
    *,
    by: User,
    seen: str,
    photos: PhotoChanges = PhotoChanges(),
) -> None:
    """Write the texts of a block, and what becomes of its photos.

    `seen` is the digest of the block that the form showed. Raises BlockNotFound, SavedByAnother, TooManyPagePhotos.
    """
    draft = _begun(seller, by)
    block = block_of(draft.content, ref)
    if seen != digest(block):
        raise SavedByAnother()
    cleaned = {name: clean_text(text, LONGEST[name]) for name, text in texts.items() if name in LONGEST}
    kept = [photo for photo in block["photos"] if photo["ref"] not in set(photos.dropped)]
    if len(kept) + len(photos.received) > MOST_PHOTOS:
        raise TooManyPagePhotos(most=MOST_PHOTOS)
    told = [
        {"ref": each["ref"], **_alt(photos.alts.get(each["ref"], (each["alt_vi"], each["alt_en"])))} for each in kept
    ]
    new = [{"ref": _attach(draft, file, by), "alt_vi": "", "alt_en": ""} for file in photos.received]
    _replace(draft, block | cleaned | {"photos": told + new})


def move_block(seller: Seller, ref: str, *, up: bool, by: User) -> None:
    """Let a block change places with the one above or below. Raises BlockNotFound."""
    draft = _begun(seller, by)
    blocks = list(draft.content["blocks"])
    place = blocks.index(block_of(draft.content, ref))
    other = min(max(place + (-1 if up else 1), 0), len(blocks) - 1)
    blocks[place], blocks[other] = blocks[other], blocks[place]
    draft.content["blocks"] = blocks


def remove_block(seller: Seller, ref: str, *, by: User) -> None:
    """Take a block out of the draft; buyers see it until that is approved. Raises BlockNotFound."""
    draft = _begun(seller, by)
    block = block_of(draft.content, ref)
    draft.content["blocks"] = [each for each in draft.content["blocks"] if each is not block]


def digest(block: Values) -> str:
    """What tells one state of a block from another."""
    texts = [block[name] for name in ("title_vi", "title_en", "body_vi", "body_en")]
    return sha256("\x00".join([*texts, *(photo["ref"] for photo in block["photos"])]).encode()).hexdigest()[:16]


def _begun(seller: Seller, by: User) -> Draft:
    """The draft with its lock; the first change begins it with what is shown. Of two who begin, one waits."""
    db.session.refresh(seller, ["id"], with_for_update={"key_share": True})
    draft = find_draft(seller.id, lock=True)
    if draft is None:
        draft = Draft(seller=seller, content=deepcopy(of_seller(seller)), saved_by=by)
        db.session.add(draft)
        db.session.flush()
    draft.saved_by, draft.saved_at = by, now()
    return draft


def _attach(draft: Draft, received: Received, by: User) -> str:
    return pictures.attach(received, draft_ref=draft.ref, by_id=by.id).ref


def _replace(draft: Draft, block: Values) -> None:
    draft.content["blocks"] = [block if each["ref"] == block["ref"] else each for each in draft.content["blocks"]]


def _alt(words: tuple[Any, Any]) -> dict[str, str]:
    return {"alt_vi": clean_line(words[0], 200), "alt_en": clean_line(words[1], 200)}
