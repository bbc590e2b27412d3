"""Whoever opens the address of a form, by loading an answer again or from the history, finds the page with the form."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from marketplace.accounts import OperatorPermission
from marketplace.sellers.permissions import ShopPermission
from tests import belongings, factories, people
from tests.belongings import Belongings
from tests.client import Client
from tests.endpoints import requiring
from tests.people import Cast

OF_LETTERS = {"reminders.stop", "letters.stop", "letters.resume"}
"""What stands behind the secret of a letter."""
OF_APPLICANTS = ("shop_application.", "shop_answers.", "shop_practice_")
"""What only whoever applies to sell, or practises it, has."""
OF_THE_BUYER = {"address", "thread"}
"""What the addresses of a signed-in person lead to that is this person's alone."""
BESIDE = {"questions.ask": "/p/{slug}/hoi-dap", "theme.switch": "/tai-khoan"}


def forms(app: Flask) -> Iterator[Rule]:
    """Every address that only takes what is sent there."""
    rules = list(app.url_map.iter_rules())
    shown = {rule.rule for rule in rules if "GET" in (rule.methods or ())}
    yield from (rule for rule in rules if "POST" in (rule.methods or ()) and rule.rule not in shown)


@pytest.fixture
def cast(app: Flask) -> Cast:
    return people.gather()


@pytest.fixture
def things(cast: Cast) -> Belongings:
    return belongings.of_cast(cast, factories.order(factories.product(cast.seller_a), buyer=cast.buyer))


def address(app: Flask, rule: Rule, things: Belongings) -> str:
    given = belongings.made_up(rule) | belongings.arguments(rule, things)
    return app.url_map.bind("localhost").build(rule.endpoint, given, method="POST")


@pytest.mark.parametrize("person", ["nobody", "buyer", "owner_a", "operator"])
def test_the_address_of_a_form_leads_to_a_page_that_opens(
    app: Flask, client: Client, cast: Cast, things: Belongings, person: str
) -> None:
    of_owner = requiring(app, ShopPermission) | {end for end in app.view_functions if end.startswith(OF_APPLICANTS)}
    theirs = {"owner_a": of_owner, "operator": requiring(app, OperatorPermission)}
    others = theirs["owner_a"] | theirs["operator"]
    if person != "nobody":
        people.signed_in(client, getattr(cast, person))
    rules = [rule for rule in forms(app) if rule.endpoint in theirs.get(person, set()) or rule.endpoint not in others]
    assert len(rules) > 15
    for rule in rules:
        for ask in (client.head, client.get):
            answer = ask(address(app, rule, things))
            assert (answer.status_code, urlsplit(answer.location).netloc) == (303, ""), rule.rule
        is_foreign = person not in {"nobody", "buyer"} and not OF_THE_BUYER.isdisjoint(rule.arguments)
        if rule.endpoint not in OF_LETTERS and not is_foreign:
            opened = client.get(answer.location, follow_redirects=True)
            assert opened.status_code == 200, (rule.rule, answer.location)


def test_that_page_is_the_next_one_above_unless_the_form_is_known_to_stand_elsewhere(
    app: Flask, client: Client, things: Belongings
) -> None:
    for rule in forms(app):
        path, beside = address(app, rule, things), BESIDE.get(rule.endpoint, "")
        location = client.get(path).location
        assert path.startswith(location) or location == beside.format(**belongings.arguments(rule, things)), rule.rule


def test_what_is_neither_asked_nor_sent_is_refused(client: Client) -> None:
    assert client.put("/gio/them").status_code == 405
