"""Pages put together from compressed pieces are what they would be as a whole."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from marketplace.web import own_parts, packing

PIECES = st.lists(st.binary(max_size=3_000), min_size=1, max_size=8)


@given(PIECES, st.data())
def test_a_browser_unpacks_pieces_and_own_parts(pieces: list[bytes], data: st.DataObject) -> None:
    own = [data.draw(st.binary(max_size=200)) for _ in pieces[1:]]
    packed = packing.packed(tuple(pieces), tuple(map(packing.squeezed, pieces)), own)
    whole = pieces[0] + b"".join(part + piece for part, piece in zip(own, pieces[1:], strict=True))
    assert gzip.decompress(packed) == whole


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip, deflate, br, zstd", True),
        ("*", True),
        ("br", False),
        ("", False),
        ("gzip;q=0, br", False),
        ("gzip; q=0", False),
        ("*, gzip;q=0", False),
        ("*;q=0", False),
        ("identity", False),
    ],
)
def test_only_who_takes_gzip_gets_it(accepted: str, takes: bool) -> None:
    assert packing.takes_gzip(accepted) == takes


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [("br, gzip", {"br", "gzip"}), ("br;q=0, gzip", {"gzip"}), ("br;q=0,gzip;q=0", {None}), ("*;q=0", {None})],
)
def test_no_page_comes_in_an_encoding_that_is_refused(app: Flask, accepted: str, sent: set[str | None]) -> None:
    """Neither one that is drawn, nor one that goes out again, nor a file."""
    browser = FlaskClient(app, app.response_class)  # the tests' own one reads pages, not bytes
    for path in ("/dang-nhap", "/c/mat-ong", "/c/mat-ong", "/noi-nhan/goi-y?q=ha+noi"):
        answer = browser.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("Content-Encoding") in sent, path


def test_marks_are_filled_in_wherever_they_stand() -> None:
    marks = own_parts.MARKS
    drawn = own_parts.split("".join((marks["csrf_token"], "a", marks["basket_badge"], marks["visitor_name"])).encode())
    own = own_parts.values(drawn, lambda: "token", 120, "<An>")
    assert drawn.filled(own) == b"tokena99+&lt;An&gt;"
    assert gzip.decompress(drawn.packed(drawn.squeezed(), own)) == b"tokena99+&lt;An&gt;"


def test_a_page_without_a_form_makes_no_token() -> None:
    def refuse() -> str:
        raise AssertionError

    assert own_parts.split(b"page").filled(own_parts.values(own_parts.split(b"page"), refuse, 0)) == b"page"


@pytest.mark.parametrize(("count", "badge"), [(0, ""), (1, "1"), (99, "99"), (100, "99+"), (1_000, "99+")])
def test_a_badge_has_three_characters_at_most(count: int, badge: str) -> None:
    assert own_parts.badge(count) == badge
