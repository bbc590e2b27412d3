"""Parts of a request that no browser sends so: what they cannot mean is not followed, and nothing fails for them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import belongings, factories, people
from tests.client import Client
from tests.endpoints import walked_by
from tests.page_check import SIGNED
from tests.people import Cast

NO_ADDRESSES = {
    "half a bracket": "https://[",
    "a bracket in the name": "https://[a]b.example/",
    "a port beyond all": "https://shop.example:99999999/",
    "a port of letters": "https://shop.example:x/",
    "letters that fall apart": "https://shop.example\u2100/",
    "half a character": "https://\udc80/",
    "nothing but marks": "?#[]@:",
    "8 KB": "https://" + "a" * 8_000,
}
WANTED = {
    "a line break": "/gio\r\nSet-Cookie: a=b",
    "a line feed": "/gio\nX: y",
    "a NUL": "/gio\x00",
    "200 KB": "/tim?q=" + "a" * 200_000,
    "half a bracket": "//[",
    "a back slash": "/\\elsewhere.example",
    "another site": "https://elsewhere.example/",
}
BORNE = 4_000
"""Longer addresses and cookies are cut off or dropped on their way."""


@pytest.fixture(params=("nobody", "buyer"))
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(client: Client, cast: Cast, person: str) -> Client:
    return client if person == "nobody" else people.signed_in(client, getattr(cast, person))


def forms(app: Flask, cast: Cast, person: str) -> Iterator[str]:
    """The address of every form about something that exists, as far as this person asks for it."""
    theirs = walked_by(app, person)
    things = belongings.of_cast(cast, factories.order(factories.product(cast.seller_a), buyer=cast.buyer))
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint in theirs - {"auth.sign_out"}:
            given = belongings.made_up(rule) | belongings.arguments(rule, things)
            path = urls.build(rule.endpoint, given, method="POST")
            if path not in SIGNED:
                yield path


def sent(text: str) -> str:
    """A header as it stands in the environment, whatever it holds."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")


@pytest.mark.parametrize("base_url", ["http://localhost", "https://localhost"])
@pytest.mark.parametrize("kind", NO_ADDRESSES)
def test_an_origin_and_a_referer_that_are_no_addresses_are_none(
    app: Flask, visitor: Client, cast: Cast, person: str, kind: str, base_url: str
) -> None:
    told = dict.fromkeys(("HTTP_ORIGIN", "HTTP_REFERER"), sent(NO_ADDRESSES[kind]))
    token = visitor.token()
    for path in forms(app, cast, person):
        answer = visitor.post(path, data={"csrf_token": token}, base_url=base_url, environ_overrides=told)
        assert answer.status_code < 500, path


@pytest.mark.parametrize("kind", NO_ADDRESSES)
def test_what_is_no_address_is_not_from_here(client: Client, kind: str) -> None:
    told = {"HTTP_ORIGIN": sent(NO_ADDRESSES[kind])}
    assert client.post("/ngon-ngu", data={"locale": "en"}, environ_overrides=told).status_code == 403


@pytest.mark.parametrize("kind", WANTED)
def test_no_form_leads_on_to_what_is_no_page_of_the_shop(
    app: Flask, visitor: Client, cast: Cast, person: str, kind: str
) -> None:
    token, wanted = visitor.token(), WANTED[kind]
    for path in forms(app, cast, person):
        answer = visitor.post(path, data={"csrf_token": token, "next": wanted})
        assert answer.status_code < 500, path
        assert answer.location != wanted, path
        assert all(len(text) < BORNE for text in (answer.location or "", answer.headers.get("Set-Cookie", ""))), path


@pytest.mark.parametrize("kind", WANTED)
def test_no_page_hands_on_what_is_no_page_of_the_shop(visitor: Client, kind: str) -> None:
    for path in ("/dang-nhap", "/dang-ky", "/noi-nhan", "/ban-hang/chon", "/ban-hang/don"):
        answer = visitor.get(path, query_string={"next": WANTED[kind]})
        assert answer.status_code < 500, path
        assert len(answer.location or "") < BORNE, path
        assert answer.location or WANTED[kind] not in answer.text, path
