"""What must hold for every letter that a test sees: both parts say the same, in one language; links lead on."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException

from marketplace.notifications.html_letters import as_html

MOST_BYTES = 102_000
"""Mail programs cut off what is longer."""
LONGEST_SUBJECT = 150
URL = re.compile(r"https?://\S+")
LEFT_OVER = re.compile(r"%\(\w+\)[sd]|\bNone\b")


class Reading(HTMLParser):
    """The language, the links, the title and the words of an HTML part, and what stays open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = ""
        self.links: list[str] = []
        self.text: list[str] = []
        self.sources: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.unclosed = list(self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "a":
            self.links.append(given.get("href") or "")
        if "src" in given:
            self.sources.append(given["src"] or "")
        if tag not in ("meta", "br", "hr", "img"):
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in ("style", "title"):
            self.text.append(data)


def faults_in(subject: str, body: str, locale: str, unsubscribe: str = "") -> Iterator[str]:
    """What is wrong with a letter, each in a sentence."""
    html = as_html(subject, body, locale or "vi", unsubscribe=unsubscribe)
    seen = Reading(html)
    if not 0 < len(subject) <= LONGEST_SUBJECT or "\n" in subject:
        yield f"the subject is empty, long or has several lines: {subject!r}"
    if found := LEFT_OVER.search(f"{subject}\n{body}"):
        yield f"{subject!r} holds {found.group()!r}"
    if seen.lang != (locale or "vi"):
        yield f"{subject!r} is in no language"
    if seen.unclosed or seen.sources:
        yield f"{subject!r} leaves {seen.unclosed} open or loads {seen.sources}"
    if len(html.encode()) > MOST_BYTES:
        yield f"{subject!r} is too long"
    if {url.rstrip(".,;:)") for url in URL.findall(body)} != {url for url in seen.links if url.startswith("http")}:
        yield f"the parts of {subject!r} have other links"
    yield from (f"{subject!r} leads to {url}, where nothing is" for url in URL.findall(body) if not leads_on(url))


def leads_on(url: str) -> bool:
    """Whether the shop has a page there; other hosts are not asked."""
    base, parts = urlsplit(current_app.config["PUBLIC_BASE_URL"]), urlsplit(url.rstrip(".,;:)"))
    if parts.netloc != base.netloc:
        return True
    try:
        current_app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return False
    return True
