"""Every screen of a seller says in one sentence what it is for."""

import re

from flask import Flask
from markupsafe import escape
from werkzeug.routing import Rule

from marketplace.database import db
from marketplace.sellers.models import SellerMember
from marketplace.sellers.permissions import SellerRole
from marketplace.web.seller.screen_help import HELP
from tests import belongings, factories, people
from tests.client import Client
from tests.endpoints import all_required
from tests.people import Cast

SEVERAL_STEPS = {"shop_certificate_filings.show"}
"""Screens that show one step after another at the same address."""
NO_SCREEN = {
    "shop_answers.photo": "a picture",
    "shop_certificate_filings.photo": "a picture",
    "shop_claims.film": "a film",
    "shop_claims.photo": "a picture",
    "shop_messages.photo": "a picture",
    "shop_application.about": "the page that introduces all of it",
    "shop_export.file": "tables",
    "shop_money.statement_file": "a table or a PDF",
    "shop_goods_export.goods": "a table",
    "shop_goods_export.template": "a table",
    "shop_imports.failed": "a table",
    "shop_invoices.export": "a table",
    "shop_vouchers.export": "a table",
    "shop_labels.list": "a PDF",
    "shop_gift_cards.show": "a PDF",
    "shop_labels.show": "a PDF",
    "shop_link_card.picture": "a picture",
    "shop_order_export.table": "a table",
    "shop_practice_prints.label": "a PDF",
    "shop_sales.export": "a table",
    "shop_income.pdf": "a PDF",
    "shop_lot_exchange.show": "JSON-LD for a program",
    "shop_stamps.codes": "a table",
    "shop_stamps.sheets": "a PDF",
    "shop_statements.pdf": "a PDF",
    "shop_statements.table": "a table",
    "shop_taxes.certificate": "a PDF",
    "shop_taxes.table": "a table",
}
SENTENCE = re.compile(r'<p class="screen-help[^"]*">.*?<span>(.*?)</span></p>', re.DOTALL)
MOST_WORDS = 18
"""So many Vietnamese syllables are read at a glance."""


def screens(app: Flask) -> set[str]:
    """Whatever opens by its address and is a seller's."""
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {endpoint for endpoint in all_required(app) if endpoint.startswith("shop_")} & opened


def test_every_screen_has_its_sentence_and_every_sentence_its_screen(app: Flask) -> None:
    assert screens(app) - NO_SCREEN.keys() == HELP.keys()
    assert NO_SCREEN.keys() <= screens(app)


def test_the_sentence_stands_on_the_screen_with_a_link_to_more(app: Flask, client: Client, cast: Cast) -> None:
    things = belongings.of_cast(cast, factories.order(factories.product(cast.seller_a), buyer=cast.buyer))
    people.signed_in(client, cast.owner_a)
    with app.test_request_context():
        said = {endpoint: str(escape(screen.sentence)) for endpoint, screen in HELP.items()}
    urls = app.url_map.bind("localhost")
    topics = set(re.findall(r'<h2 [^>]*id="([\w-]+)"', client.get("/ban-hang/tro-giup").text))
    wrong = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in HELP.keys() - {"shop_choice.show"} and "GET" in (rule.methods or ()):
            page = client.get(urls.build(rule.endpoint, belongings.arguments(rule, things)), follow_redirects=True).text
            found = SENTENCE.findall(page)
            if len(found) != 1 or said[rule.endpoint] not in found[0] or HELP[rule.endpoint].topic not in topics:
                wrong[rule.rule] = found
    assert wrong == {}


def test_who_works_for_two_shops_is_helped_to_choose(client: Client, cast: Cast) -> None:
    factories.member(cast.seller_b, cast.owner_a)
    people.signed_in(client, cast.owner_a)
    assert SENTENCE.search(client.get("/ban-hang/chon").text)


def test_a_form_that_was_refused_keeps_the_sentence_of_its_own_screen(app: Flask, client: Client, cast: Cast) -> None:
    """Every form of a shop, sent empty: what comes back is a screen, and says what that screen is for."""
    things = belongings.of_cast(cast, factories.order(factories.product(cast.seller_a), buyer=cast.buyer))
    people.signed_in(client, cast.owner_a)
    with app.test_request_context():
        titles = {str(escape(screen.sentence)): endpoint for endpoint, screen in HELP.items()}
    urls = app.url_map.bind("localhost")
    wrong, seen = {}, 0
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("shop_") or "POST" not in (rule.methods or ()):
            continue
        arguments = belongings.arguments(rule, things)
        refused = client.send(urls.build(rule.endpoint, arguments, method="POST"), {})
        if refused.status_code < 400 or not (found := SENTENCE.search(refused.text)):
            continue
        seen += 1
        endpoint = next(each for said, each in titles.items() if said in found[1])
        screen = next(each for each in app.url_map.iter_rules(endpoint) if "GET" in (each.methods or ()))
        own = client.get(urls.build(endpoint, {**belongings.arguments(screen, things), **_named(screen, arguments)}))
        if heading(own.text) != heading(refused.text) and endpoint not in SEVERAL_STEPS:
            wrong[rule.rule] = (endpoint, heading(refused.text))
    assert wrong == {}
    assert seen > 20


def _named(screen: Rule, arguments: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in arguments.items() if name in screen.arguments}


def heading(page: str) -> str:
    """What the page calls itself."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_it_is_one_short_sentence(app: Flask) -> None:
    with app.test_request_context():
        sentences = {endpoint: str(screen.sentence) for endpoint, screen in HELP.items()}
    long = {each: said for each, said in sentences.items() if len(said.split()) > MOST_WORDS or said.count(".") != 1}
    assert long == {}


def test_every_role_may_read_the_help(client: Client, cast: Cast) -> None:
    people.signed_in(client, cast.packer_a)
    for role in SellerRole:
        db.session.get_one(SellerMember, (cast.seller_a.id, cast.packer_a.id)).role = role
        assert client.get("/ban-hang/tro-giup").status_code == 200
