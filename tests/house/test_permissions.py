"""Every endpoint with its permission, in a list that somebody reads: tests/house/endpoints.txt."""

from flask import Flask

from marketplace.web.permissions import Audience, Permission
from tests.endpoints import all_required
from tests.house.sources import ROOT

LIST = ROOT / "tests/house/endpoints.txt"


def lines(app: Flask) -> list[str]:
    """ "shop_orders.pack  POST  shop: change orders", by endpoint."""
    methods: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        methods.setdefault(rule.endpoint, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    required = all_required(app)
    return [
        f"{endpoint:<36} {' '.join(sorted(methods[endpoint])):<8} {' or '.join(sorted(map(said, required[endpoint])))}"
        for endpoint in sorted(required)
    ]


def said(permission: Permission) -> str:
    area = {"OperatorPermission": "operator: ", "ShopPermission": "shop: "}.get(type(permission).__name__, "")
    return f"{area}{permission.value}"


def test_every_endpoint_says_whom_it_is_for(app: Flask) -> None:
    assert [endpoint for endpoint, required in all_required(app).items() if not required] == []


def test_the_list_of_endpoints_is_the_one_that_was_read(app: Flask) -> None:
    """Whoever adds a page adds its line; what the shop says stands in the message of this failure."""
    assert LIST.read_text(encoding="utf-8").splitlines() == lines(app)


def test_an_endpoint_is_for_one_kind_of_people(app: Flask) -> None:
    mixed = {
        endpoint: required
        for endpoint, required in all_required(app).items()
        if len({type(each) for each in required}) > 1 or (len(required) > 1 and required & set(Audience))
    }
    assert mixed == {}


def test_what_changes_something_asks_for_more_than_looking(app: Flask) -> None:
    posts = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    only_look = [
        endpoint
        for endpoint, required in all_required(app).items()
        if endpoint in posts and any(each.value.startswith("view ") for each in required)
    ]
    assert only_look == []
