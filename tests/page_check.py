"""What every page of the shop must have. Every page that any test loads goes through `faults()`."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

LEFT_OVER = re.compile(r"\bNone\b|\{\{|\}\}|\{%|%\(\w+\)|<bound method|Undefined")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SENDERS = ("sepay", "casso", "payos", "stripe", "ghtk", "viettel-post", "ghn/khong-co", "zalo")
SIGNED = {f"/webhooks/{sender}" for sender in SENDERS}
"""What programs call that sign; in a shop without their keys it is off."""
UNGUARDED = {"/ngon-ngu"}
"""Forms without a token: only the display language changes, and another site's page is refused by its origin."""
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class Node:
    """An element with its attributes, its parent and the text that stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Node | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.text = ""

    def inside(self, tag: str) -> "Node | None":
        """The nearest ancestor of that kind."""
        node = self.parent
        while node and node.tag != tag:
            node = node.parent
        return node


class Page(HTMLParser):
    """A page as a flat list of elements in the order of their start tags."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.open: list[Node] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        node = Node(tag, attributes, self.open[-1] if self.open else None)
        self.nodes.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.text += data

    def all(self, *tags: str) -> list[Node]:
        """Every element of these kinds."""
        return [node for node in self.nodes if node.tag in tags]


def faults(html: str) -> list[str]:
    """Every rule that the page breaks, as sentences; empty when it is in order."""
    page = Page(html)
    return [fault for check in CHECKS for fault in check(page)]


def one_heading(page: Page) -> Iterator[str]:
    if (count := len(page.all("h1"))) != 1:
        yield f"the page has {count} h1 headings instead of one"


def titled(page: Page) -> Iterator[str]:
    if not any(title.text.strip() for title in page.all("title") if title.inside("head")):
        yield "the page has no title"


def in_a_language(page: Page) -> Iterator[str]:
    if [html.attributes.get("lang") for html in page.all("html")] not in (["vi"], ["en"]):
        yield "the html element names neither vi nor en as its language"


def own_ids(page: Page) -> Iterator[str]:
    counts = Counter(node.attributes["id"] for node in page.nodes if "id" in node.attributes)
    yield from (f"the id {name!r} stands {count} times" for name, count in counts.items() if count > 1)


def labelled_fields(page: Page) -> Iterator[str]:
    labels = {label.attributes.get("for") for label in page.all("label")}
    for field in page.all("input", "select", "textarea"):
        named = field.attributes.get("aria-label") or field.attributes.get("aria-labelledby") or field.inside("label")
        if field.attributes.get("type") not in UNLABELLED and not named and field.attributes.get("id") not in labels:
            yield f"the field {field.attributes.get('name', '?')!r} has no label"


def guarded_forms(page: Page) -> Iterator[str]:
    guarded = {field.inside("form") for field in page.all("input") if field.attributes.get("name") == "csrf_token"}
    for form in page.all("form"):
        action = form.attributes.get("action", "?")
        needs_token = form.attributes.get("method", "get").lower() == "post" and action not in UNGUARDED
        if needs_token and form not in guarded:
            yield f"the form to {action!r} has no csrf_token"


def described_pictures(page: Page) -> Iterator[str]:
    yield from (
        f"the picture {img.attributes.get('src')!r} has no alt"
        for img in page.all("img")
        if "alt" not in img.attributes
    )


def nothing_left_over(page: Page) -> Iterator[str]:
    words = "".join(body.text for body in page.all("title", "body"))
    yield from (f"the page shows {found!r}" for found in sorted(set(LEFT_OVER.findall(words))))


def is_data(script: Node) -> bool:
    """Whether browsers leave it alone: structured data for search engines is never run."""
    return script.attributes.get("type") == "application/ld+json"


def nothing_inline(page: Page) -> Iterator[str]:
    for node in page.nodes:
        if node.tag == "style" or (node.tag == "script" and "src" not in node.attributes and not is_data(node)):
            yield f"there is an inline <{node.tag}>, which the CSP refuses"
        for name in node.attributes:
            if name == "style" or name.startswith("on"):
                yield f"<{node.tag}> has the inline attribute {name!r}, which the CSP refuses"


CHECKS: list[Callable[[Page], Iterator[str]]] = [
    one_heading,
    titled,
    in_a_language,
    own_ids,
    labelled_fields,
    guarded_forms,
    described_pictures,
    nothing_left_over,
    nothing_inline,
]
