"""What other programs read out of a page: its description, the card that goes with its link, its structured data."""

import json
from html.parser import HTMLParser
from typing import Any

from pyld import jsonld

from tests.client import Client

SCHEMA = "https://schema.org/"
Graph = dict[str, dict[str, Any]]


class Head(HTMLParser):
    """Picks what programs read out of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.card: dict[str, str] = {}
        self.description = ""
        self.links: list[dict[str, str]] = []
        self.documents: list[str] = []
        self._is_data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._is_data = tag == "script" and told.get("type") == "application/ld+json"
        if tag == "meta" and (name := told.get("property")):
            self.card[name] = told["content"]
        if tag == "meta" and told.get("name") == "description":
            self.description = told["content"]
        if tag == "link":
            self.links.append(told)

    def handle_endtag(self, tag: str) -> None:
        self._is_data = False

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.documents.append(data)


def schema_org(url: str, _options: object) -> dict[str, Any]:
    """Stands in for the vocabulary's file: every term is schema.org's."""
    terms = {"@vocab": SCHEMA, "url": {"@type": "@id"}}
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": terms}}


def read(client: Client, path: str) -> tuple[Graph, dict[str, str]]:
    """The structured data of a page by kind, understood by a JSON-LD processor, and its Open Graph card."""
    head = Head(client.get(path).text)
    graph: Graph = {}
    for document in map(json.loads, head.documents):
        understood = jsonld.expand(document, {"documentLoader": schema_org})
        assert all(thing["@type"][0].startswith(SCHEMA) for thing in understood)
        assert len(understood) == len(document["@graph"])
        graph |= {thing["@type"]: thing for thing in document["@graph"]}
    return graph, head.card
