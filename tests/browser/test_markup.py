"""The mark-up of every page is what HTML allows, as the shop sends it and before a browser mends it.

What pages become is looked at on the tours of test_accessibility.py.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import pages
from tests.browser.conftest import mostly
from tests.browser.markup import JAVA, UNCHECKED, Document, Sent, faults
from tests.browser.test_accessibility import addresses_for
from tests.browser.walk import Person

pytestmark = pytest.mark.skipif(JAVA is None, reason=UNCHECKED)
LANGUAGES = ("vi-VN", "en-GB")


def fetched(page: Page, address: str) -> Iterator[Document]:
    """The page in each language, with the cookies of this window, which does not draw it."""
    for locale in LANGUAGES:
        answer = page.request.get(address, headers={"Accept": "text/html", "Accept-Language": locale})
        assert answer.ok, f"{answer.url} answered {answer.status}"
        html = answer.text()
        assert f'<html lang="{locale[:2]}"' in html, address
        yield Document(f"{answer.url} ({locale})", html)


def test_a_fault_would_be_found(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="vi"><title>Một</title><p><img alt=""><p width="3">'
    found = faults([Document("/mot", page)], tmp_path)
    assert [fault.split(": ")[0] for fault in found] == ["/mot", "/mot"]


@mostly("desk")
@pytest.mark.parametrize("who", pages.ALL)
def test_every_page_is_sound(page: Page, tmp_path: Path, who: str) -> None:
    found = [document for address in addresses_for(Person(page), who) for document in fetched(page, address)]
    assert len(found) >= len(LANGUAGES) * len(pages.ALL[who])
    assert faults(found, tmp_path) == []


@mostly("desk")
def test_every_page_that_is_missing_is_sound(page: Page, tmp_path: Path) -> None:
    sent = Sent(page)
    found = [document for address in pages.MISSING if page.goto(address) for document in sent.shown()]
    assert len(found) == len(pages.MISSING)
    assert faults(found, tmp_path) == []
