"""The mark-up of every page in every state is what HTML allows, as the shop sends it and before a browser mends it."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response

from tests.browser import pages
from tests.browser.conftest import Window, mostly
from tests.browser.markup import JAVA, UNCHECKED, Document, faults
from tests.browser.states import STATES
from tests.browser.test_accessibility import visited
from tests.browser.walk import Person

pytestmark = pytest.mark.skipif(JAVA is None, reason=UNCHECKED)
LANGUAGES = ("vi-VN", "en-GB")


def sent(page: Page, tour: Iterable[Page]) -> Iterator[Document]:
    """Every page that the shop sends to this window while it goes from stop to stop."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if is_page(answer) else None)
    for _ in tour:
        last = [answer for answer in answers if answer.url.split("#")[0] == page.url.split("#")[0]][-1:]
        yield from (Document(answer.url, answer.text()) for answer in last)
        answers.clear()


def is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() and not 300 <= answer.status < 400


def test_a_fault_would_be_found(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="vi"><title>Một</title><p><img alt=""><p width="3">'
    found = faults([Document("/mot", page)], tmp_path)
    assert [fault.split(": ")[0] for fault in found] == ["/mot", "/mot"]


@mostly("desk")
@pytest.mark.parametrize("who", pages.ALL)
def test_every_page_is_sound(window: Window, tmp_path: Path, who: str) -> None:
    found = [
        document
        for locale in LANGUAGES
        for person in [Person(window(locale), locale)]
        for document in sent(person.page, visited(person, who))
    ]
    assert len(found) >= len(pages.ALL[who])
    assert faults(found, tmp_path) == []


@mostly("desk")
def test_every_page_that_is_missing_is_sound(page: Page, tmp_path: Path) -> None:
    tour = (page for address in pages.MISSING if page.goto(address))
    assert faults(sent(page, tour), tmp_path) == []


@mostly("desk")
@pytest.mark.parametrize("state", STATES)
def test_what_a_page_becomes_is_sound(window: Window, tmp_path: Path, state: str) -> None:
    person, tour = STATES[state]
    window_of = window("vi-VN")
    assert faults(sent(window_of, tour(person(window_of, "vi-VN"))), tmp_path) == []
