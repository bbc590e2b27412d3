"""The content of a page: its fields, its kinds of blocks, and what is still to be written before it can be sent.

    {"tagline_vi": ..., "tagline_en": ..., "story_vi": ..., "story_en": ..., "facts": [{"label_vi", "label_en", ...}],
     "blocks": [{"ref", "kind", "title_vi", "title_en", "body_vi", "body_en", "photos": [{"ref", "alt_vi", "alt_en"}],
                 "quote": the reference of a quote or ""}]}

What is approved is kept in the same form at the seller, with the photos as pages need them and with the words of the
quotes (`said`), so that a shop's page asks the database for nothing more.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Final, NamedTuple

from marketplace.sellers.models import Seller
from marketplace.text import N_

Values = dict[str, Any]
MOST_BLOCKS: Final = 8
MOST_FACTS: Final = 4
FACTS: Final = ("label_vi", "label_en", "value_vi", "value_en")
LONGEST: Final = {
    "tagline_vi": 200,
    "tagline_en": 200,
    "story_vi": 3_000,
    "story_en": 3_000,
    "title_vi": 100,
    "title_en": 100,
    "body_vi": 1_500,
    "body_en": 1_500,
}


class BlockKind(StrEnum):
    """What a block tells."""

    PEOPLE = "people"
    MAKING = "making"
    PLACE = "place"
    PHOTOS = "photos"
    FREE = "free"
    QUOTE = "quote"


class Missing(NamedTuple):
    """Something to be written: in a block, or where `ref` is empty in the introduction. `sentence` says what."""

    ref: str
    sentence: str


def blank_block(ref: str, kind: BlockKind, **values: Any) -> Values:
    """A block in which nothing is written yet."""
    texts = dict.fromkeys(("title_vi", "title_en", "body_vi", "body_en", "quote"), "")
    return {"ref": ref, "kind": kind.value, **texts, "photos": [], **values}


def of_seller(seller: Seller) -> Values:
    """The page as it is shown, in the form of a draft."""
    texts = {name: getattr(seller, name) for name in ("tagline_vi", "tagline_en", "story_vi", "story_en")}
    facts = [{name: fact.get(name, "") for name in FACTS} for fact in seller.facts]
    return {**texts, "facts": facts, "blocks": [_as_draft(block) for block in seller.blocks]}


def is_blank(content: Values) -> bool:
    """Whether the page tells nothing."""
    return not (content["tagline_vi"] or content["story_vi"] or content["facts"] or content["blocks"])


def unfinished(content: Values) -> Iterator[Missing]:
    """What keeps the page from being sent."""
    if not content["story_vi"]:
        yield Missing("", N_("Chưa viết chuyện nơi làm."))
    for block in content["blocks"]:
        if block["kind"] == BlockKind.PHOTOS:
            if not block["photos"]:
                yield Missing(block["ref"], N_("Chưa có ảnh nào."))
        elif block["kind"] == BlockKind.FREE and not block["title_vi"]:
            yield Missing(block["ref"], N_("Chưa đặt tên phần này."))
        elif block["kind"] != BlockKind.QUOTE and not block["body_vi"]:
            yield Missing(block["ref"], N_("Chưa viết lời nào."))


def texts_of(content: Values) -> Iterator[tuple[str, str]]:
    """Every text of the page that its seller wrote, with the reference of its block; "" is the introduction."""
    intro = [content[name] for name in ("tagline_vi", "tagline_en", "story_vi", "story_en")]
    facts = [fact[name] for fact in content["facts"] for name in FACTS]
    yield "", "\n".join([*intro, *facts])
    for block in content["blocks"]:
        alts = [photo[name] for photo in block["photos"] for name in ("alt_vi", "alt_en")]
        own = [block[name] for name in ("title_vi", "title_en", "body_vi", "body_en")]
        yield block["ref"], "\n".join([*own, *alts])


def _as_draft(block: Values) -> Values:
    photos = [{name: photo[name] for name in ("ref", "alt_vi", "alt_en")} for photo in block["photos"]]
    return {name: value for name, value in block.items() if name != "said"} | {"photos": photos}
