"""The shop's own way to put addresses together gives those of Flask."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import BuildError, Rule

ODD = ("a", "chè xanh", "a/b", "a?b&c=d#e", "100%", 7)


def examples(rule: Rule) -> Iterator[dict[str, Any]]:
    """Values for the blanks of a rule; those that Flask refuses, too."""
    for value in ODD:
        blanks: dict[str, Any] = dict.fromkeys(rule.arguments, value)
        yield blanks
        yield blanks | {"q": "trà & bánh", "sao": [5, 4], "left_out": None}
        yield blanks | {"_external": True}
        yield blanks | {"_anchor": "ket-qua"}
    yield {}


def told(app: Flask, build: Any, endpoint: str, values: dict[str, Any]) -> str:
    try:
        return str(build(app, endpoint, **values))
    except (BuildError, ValueError) as error:
        return type(error).__name__


@pytest.mark.parametrize("root", ["", "/cho"])
def test_every_page_has_the_address_that_flask_would_give_it(app: Flask, root: str) -> None:
    with app.test_request_context(base_url=f"http://localhost{root}"):
        for rule in app.url_map.iter_rules():
            for values in examples(rule):
                ours, theirs = (told(app, build, rule.endpoint, values) for build in (type(app).url_for, Flask.url_for))
                assert ours == theirs, (rule.endpoint, values)
