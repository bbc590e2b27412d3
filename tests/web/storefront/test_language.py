"""Which language a page speaks, and that a guest needs no cookie to read it."""

import pytest

from tests.client import Client

ENGLISH, VIETNAMESE = '<html lang="en"', '<html lang="vi"'


@pytest.mark.parametrize("first", ["/?hl=en", "/dang-nhap?hl=en", "/tim?q=mat+ong&hl=en", "/khong-co-trang-nay?hl=en"])
def test_whoever_opens_a_page_in_english_goes_on_in_english(client: Client, first: str) -> None:
    assert ENGLISH in client.get(first).text
    for path in ("/", "/c/mat-ong", "/dang-nhap", "/tim?q=mat+ong"):
        assert ENGLISH in client.get(path).text, path


def test_a_page_that_was_kept_in_english_goes_on_in_english_too(client: Client) -> None:
    for visitor in (client.application.test_client(), client):
        visitor.get("/c/mat-ong?hl=en")
        assert ENGLISH in visitor.get("/c/mat-ong").text


def test_the_last_language_counts(client: Client) -> None:
    for language, shown in (("en", ENGLISH), ("vi", VIETNAMESE)):
        client.get(f"/?hl={language}")
        assert shown in client.get("/").text
    client.post("/ngon-ngu", data={"locale": "en"})
    assert ENGLISH in client.get("/").text


def test_a_file_in_english_says_nothing_of_the_next_pages(client: Client) -> None:
    for path in ("/moi.xml?hl=en", "/feeds/google.xml?hl=en", "/tranh/mat-ong-green-life.png?hl=en"):
        assert "Set-Cookie" not in client.get(path).headers


def test_the_address_wins_over_the_switch_and_the_browser(client: Client) -> None:
    client.post("/ngon-ngu", data={"locale": "en"})
    assert ENGLISH in client.get("/").text
    assert VIETNAMESE in client.get("/?hl=vi", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("language", ["fr", "", "EN", "%00", "vi-VN"])
def test_a_language_that_we_do_not_speak_is_ignored(client: Client, language: str) -> None:
    assert VIETNAMESE in client.get(f"/?hl={language}", follow_redirects=True).text


@pytest.mark.parametrize("path", ["/", "/c/mat-ong", "/tim?q=mat+ong", "/mua", "/htx", "/tro-giup", "/?hl=vi"])
def test_a_guest_who_looks_around_gets_no_cookie(client: Client, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers


def test_nor_does_one_whose_browser_asks_for_the_language_of_the_address(client: Client) -> None:
    assert "Set-Cookie" not in client.get("/?hl=en", headers={"Accept-Language": "en-GB"}).headers


def test_the_switch_returns_to_the_page_and_its_choice_is_not_overruled(client: Client) -> None:
    came_from = {"Referer": "http://localhost/c/mat-ong?xep=newest&hl=en"}
    answer = client.post("/ngon-ngu", data={"locale": "vi"}, headers=came_from)
    assert (answer.status_code, answer.location) == (303, "/c/mat-ong?xep=newest")
    assert VIETNAMESE in client.get(answer.location).text


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}]
)
def test_the_switch_works_from_our_own_pages_in_every_browser(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/ngon-ngu", data={"locale": "en"}, headers=headers).status_code == 303
    assert ENGLISH in client.get("/").text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_another_sites_page_switches_nothing(client: Client, headers: dict[str, str]) -> None:
    assert client.post("/ngon-ngu", data={"locale": "en"}, headers=headers).status_code == 403
    assert VIETNAMESE in client.get("/").text
