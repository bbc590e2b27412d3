"""Which language a page speaks, and that a guest needs no cookie to read it."""

import pytest

from tests.client import Client

ENGLISH, VIETNAMESE = '<html lang="en"', '<html lang="vi"'


def test_the_address_sets_the_language_of_one_page_view(client: Client) -> None:
    assert ENGLISH in client.get("/?hl=en").text
    assert VIETNAMESE in client.get("/").text


def test_the_address_wins_over_the_switch_and_the_browser(client: Client) -> None:
    client.post("/ngon-ngu", data={"locale": "en"})
    assert ENGLISH in client.get("/").text
    assert VIETNAMESE in client.get("/?hl=vi", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("language", ["fr", "", "EN", "%00", "vi-VN"])
def test_a_language_that_we_do_not_speak_is_ignored(client: Client, language: str) -> None:
    assert VIETNAMESE in client.get(f"/?hl={language}").text


@pytest.mark.parametrize("path", ["/", "/c/mat-ong", "/tim?q=mat+ong", "/mua", "/htx", "/tro-giup", "/?hl=en"])
def test_a_guest_who_looks_around_gets_no_cookie(client: Client, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers


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
