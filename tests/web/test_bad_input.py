"""Every form gets what no browser would send. It answers with a page and a sentence, and changes nothing."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from marketplace import audit
from marketplace.database import Base, db
from tests import belongings, factories, people
from tests.belongings import Belongings
from tests.client import Client
from tests.endpoints import walked_by
from tests.page_check import SIGNED, UNGUARDED
from tests.people import Cast

NOTHING: Belongings = {"reports": {"kind": "cau-hoi"}}
WITHOUT_A_TOKEN = {"/t/khong-co/scan", "/thu/khong-co", "/epcis/capture"} | SIGNED
"""What carries no token: it would give a cookie to everybody who looks, mail programs send it, or it is signed."""
ANSWERED = {200, 303, 400, 401, 403, 404, 409, 413, 422, 429}
PEOPLE = ("nobody", "buyer", "owner_a", "operator")
TWENTY_MEGABYTES = b"x=" + b"1" * 20_000_000
FORTY_MEGABYTES = 40_000_000
COME_AND_GO = {"user_sessions", "one_time_links"}
BEGUN_BY_A_BUTTON = {
    "seller_applications",
    "certificate_filings",
    "listing_drafts",
    "practice_shops",
    "shop_page_drafts",
    "exports",
    "data_files",
    "jobs",
    "payout_runs",
}
BAD_BODIES = {
    "empty": b"",
    "invalid UTF-8": b"ref=%ff%fe&quantity=%c3%28&name=%80",
    "NUL": b"ref=%00&quantity=%00&name=a%00b&identifier=%00&phone=%00&code=%00&reason=%00",
    "huge numbers": b"ref=x&quantity=1000000000&left=99999999999999999999&price=9e99",
    "not numbers": "ref=x&quantity=٣&left=-1&price=1.000,5&step=abc".encode(),
    "twice the same": b"ref=a&ref=b&quantity=1&quantity=2",
}
KINDS = [pytest.param(kind, marks=pytest.mark.smoke if kind in {"NUL", "huge numbers"} else ()) for kind in BAD_BODIES]
"""Every database has its own reasons to refuse a NUL or a number."""


@pytest.fixture
def cast(app: Flask) -> Cast:
    cast = people.gather()
    factories.order(factories.product(cast.seller_b, "Trứng gà Ngọc Hân", category="ga-trung"))
    return cast


@pytest.fixture(params=PEOPLE)
def person(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def visitor(client: Client, cast: Cast, person: str) -> Client:
    """Somebody whose forms carry a valid token, so that the forms themselves are asked."""
    return client if person == "nobody" else people.signed_in(client, getattr(cast, person))


def forms(app: Flask, person: str, things: Belongings = NOTHING) -> Iterator[str]:
    """The address of every form that this person asks for, leading to `things` or else to what does not exist."""
    theirs = walked_by(app, person)
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint in theirs - {"auth.sign_out"}:
            given = belongings.made_up(rule) | belongings.arguments(rule, things)
            yield urls.build(rule.endpoint, given, method="POST")


def rows() -> dict[str, int]:
    """How many rows each table has; sessions and links come and go with signing in and asking for help.

    An application, a listing, a practice shop and a draft of the shop page begin by a button that asks for nothing.
    """
    db.session.rollback()
    tables = [table for table in Base.metadata.sorted_tables if table.name not in COME_AND_GO | BEGUN_BY_A_BUTTON]
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def post(visitor: Client, path: str, body: bytes) -> TestResponse:
    return visitor.post(path, data=body, content_type="application/x-www-form-urlencoded")


def is_answered(path: str, answer: TestResponse) -> bool:
    return answer.status_code in (ANSWERED | {503} if path in SIGNED else ANSWERED)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_filled_with_rubbish_is_refused_and_changes_nothing(
    app: Flask, visitor: Client, person: str, kind: str
) -> None:
    before, token = rows(), visitor.token().encode()
    for path in forms(app, person):
        answer = post(visitor, path, BAD_BODIES[kind] + b"&csrf_token=" + token)
        assert is_answered(path, answer), (path, answer.status_code)
    assert rows() == before
    assert audit.check(db.session()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_about_something_real_answers_rubbish_with_a_page(
    app: Flask, visitor: Client, cast: Cast, person: str, kind: str
) -> None:
    things = belongings.of_cast(cast, factories.order(factories.product(cast.seller_a), buyer=cast.buyer))
    token = visitor.token().encode()
    for path in forms(app, person, things):
        answer = post(visitor, path, BAD_BODIES[kind] + b"&csrf_token=" + token)
        assert is_answered(path, answer), (path, answer.status_code)
    assert audit.check(db.session()) == []


def test_a_form_without_its_token_is_refused_and_says_how_to_go_on(app: Flask, visitor: Client) -> None:
    for path in set(forms(app, "nobody")) - UNGUARDED - WITHOUT_A_TOKEN:
        answer = post(visitor, path, b"csrf_token=forged")
        assert answer.status_code == 403, path
        assert "tải lại rồi gửi lần nữa" in answer.text


def test_twenty_megabytes_are_refused_with_the_limit(app: Flask, client: Client) -> None:
    for path in ("/gio/them", "/dat-hang", "/dang-nhap"):
        answer = post(client, path, TWENTY_MEGABYTES)
        assert answer.status_code == 413
        assert "36 MB ảnh hay bảng, và 256 KB chữ" in answer.text


def test_files_may_be_larger_than_text_but_not_endless(app: Flask, client: Client) -> None:
    for size, status in ((FORTY_MEGABYTES, 413), (len(TWENTY_MEGABYTES), 403)):
        answer = client.post("/gio/them", data={"photos": (BytesIO(bytes(size)), "large.jpg")})
        answer.request.environ["wsgi.input"].close()  # a large body waits in a file
        assert answer.status_code == status


@pytest.mark.parametrize(
    "path", ["/p/%00", "/p/%ff", "/tim?q=%00%ff%F0%9F%8D%8C", "/tim?trang=abc&sao=9", "/don/%00", "/c/'--"]
)
def test_an_address_full_of_rubbish_is_a_page(client: Client, path: str) -> None:
    assert client.get(path).status_code in {200, 404}
