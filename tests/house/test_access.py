from collections import Counter

from flask import Flask

from marketplace.web import access


def test_every_endpoint_stands_in_exactly_one_access_list(app: Flask) -> None:
    listed = Counter(endpoint for endpoints in access.LISTS.values() for endpoint in endpoints)
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {endpoint: listed[endpoint] for endpoint in endpoints if listed[endpoint] != 1} == {}


def test_the_access_lists_name_no_endpoint_that_is_gone(app: Flask) -> None:
    listed = {endpoint for endpoints in access.LISTS.values() for endpoint in endpoints}
    assert listed - {rule.endpoint for rule in app.url_map.iter_rules()} == set()
