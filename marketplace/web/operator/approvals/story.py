"""A shop's page on the desk: its parts as they read, who is quoted and how they agreed, and its photos beside it."""

from collections.abc import Iterator
from typing import Any

from marketplace.approvals import Approval
from marketplace.sellers import shop_page
from marketplace.sellers.shop_page.models import ConsentWay, Quote
from marketplace.web.filters import block_title, full_date
from marketplace.web.labels import CONSENT_WAYS
from marketplace.web.locale import gettext
from marketplace.web.media import photo_url
from marketplace.web.operator.approvals.checks import Check, of_story, of_texts
from marketplace.web.operator.approvals.evidence import Evidence, of_shop

Block = dict[str, Any]


def facts(told: list[dict[str, str]]) -> str:
    """The figures, in Vietnamese."""
    return "; ".join(f"{fact.get('label_vi')}: {fact.get('value_vi')}" for fact in told)


def blocks(told: list[Block]) -> str:
    """The parts one after the other, with what their photos show."""
    quotes = {quote.ref: quote for quote in shop_page.quotes_with(block["quote"] for block in told if block["quote"])}
    return " / ".join(_block(block, quotes.get(block["quote"])) for block in told)


def evidence(approval: Approval) -> Iterator[Evidence]:
    """The photos that the page would show, then the shop."""
    for block in approval.after.get("blocks", []):
        for photo in block["photos"]:
            shown = photo["alt_vi"] or gettext("Ảnh chưa có lời tả")
            yield Evidence(shown, photo_url(photo["ref"], 800), photo_url(photo["ref"], 400))
    yield from of_shop(approval)


def checks(approval: Approval) -> Iterator[Check]:
    """What is compared in the introduction, and in the parts that a page has besides."""
    yield from of_story(approval)
    told = [text for ref, text in shop_page.texts_of(approval.after) if ref] if "blocks" in approval.after else []
    if told:
        wrong = (check for check in of_texts(*told) if check.tone != "ok")
        yield from wrong


def _block(block: Block, quote: Quote | None) -> str:
    if block["quote"]:
        return _quote(quote)
    photos = ", ".join(photo["alt_vi"] or gettext("Ảnh chưa có lời tả") for photo in block["photos"])
    english = " ".join(filter(None, (block["title_en"], block["body_en"])))
    parts = (f"{block_title(block)}:", block["body_vi"], english and f"[{english}]", photos and f"({photos})")
    return " ".join(filter(None, parts))


def _quote(quote: Quote | None) -> str:
    if quote is None or not quote.stands:
        return gettext("Lời kể đã rút")
    way = CONSENT_WAYS[ConsentWay(quote.consent_way)]
    consent = gettext("đồng ý %(day)s, %(way)s", day=full_date(quote.consented_on), way=way)
    english = f" [{quote.words_en}]" if quote.words_en else ""
    return f"“{quote.words_vi}”{english} {quote.name}, {quote.role_vi} ({consent})"
