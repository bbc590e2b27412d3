"""Nobody is kept out of any page in any state: axe-core finds nothing, and nothing sticks out sideways.

The tours through the states are long, so that they also bring the mark-up of what they see to its checker.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from _pytest.mark import ParameterSet
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.browser import markup, pages
from tests.browser.conftest import SCREENS, Window, before, mostly, opened
from tests.browser.markup import JAVA, Sent
from tests.browser.states import STATES
from tests.browser.unvisited import UNVISITED
from tests.browser.walk import ACCOUNTANT, APPLICANT, BUYER, NUMBER, OPERATOR, OWNER_OF_GREEN_LIFE, Person
from tests.running import running_shop

Axe = Callable[[Page], list[str]]
PHONES = {
    "buyer": BUYER,
    "seller": OWNER_OF_GREEN_LIFE,
    "applicant": APPLICANT,
    "accountant": ACCOUNTANT,
    "operator": OPERATOR,
}
SMALLEST = 320
"""WCAG 2.2, 1.4.10: nothing is lost and nothing scrolls sideways at this width."""
AT_A_DESK = {"seller", "operator", "selling", "keeping lots", "overseeing", "overseeing at night"}
"""Who mostly sits in front of the large screen; everybody else holds a phone."""


def seats(*visits: tuple[str, str]) -> list[ParameterSet]:
    """Screen, who or what state, and language of each visit; the screen that is not the usual one confirms."""
    return [seat for what, locale in visits for seat in before("desk" if what in AT_A_DESK else "phone", what, locale)]


def test_a_fault_would_be_seen(page: Page, axe: Axe) -> None:
    page.goto("/don")
    page.evaluate("document.querySelector('main form').append(document.createElement('input'))")
    page.evaluate("document.querySelector('main h1').style.width = '2000px'")
    assert [fault.split(maxsplit=1)[1][:8] for fault in faults(page, axe)] == ["label: [", *["is wider"] * 3]


@pytest.mark.parametrize(("screen", "who", "locale"), seats(*((who, "vi-VN") for who in pages.ALL), ("guest", "en-GB")))
def test_nobody_is_kept_out_of_a_page(window: Window, axe: Axe, who: str, locale: str) -> None:
    assert [fault for page in visited(Person(window(locale), locale), who) for fault in faults(page, axe)] == []


@pytest.mark.parametrize(("screen", "who", "locale"), seats(*((who, "en-GB") for who in PHONES)))
def test_english_finds_room_on_every_page(window: Window, who: str, locale: str) -> None:
    assert [fault for page in visited(Person(window(locale), locale), who) for fault in sideways(page)] == []


@pytest.mark.parametrize(
    ("screen", "state", "locale"), seats(*((state, "vi-VN") for state in STATES), ("ordering", "en-GB"))
)
def test_nobody_is_kept_out_of_what_a_page_becomes(
    window: Window, axe: Axe, tmp_path: Path, state: str, locale: str
) -> None:
    person, tour = STATES[state]
    page = window(locale)
    sent, found = Sent(page), []
    for stop in tour(person(page, locale)):
        found += [(sent.shown(), faults(stop, axe))]
    assert [fault for _, kept_out in found for fault in kept_out] == []
    assert JAVA is None or markup.faults(chain.from_iterable(shown for shown, _ in found), tmp_path) == []


@mostly("phone")
def test_nobody_is_kept_out_of_a_page_that_is_missing(page: Page, axe: Axe) -> None:
    for address in pages.MISSING:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in {404, 410}, address
        assert faults(page, axe) == []


@mostly("phone")
def test_nobody_is_kept_out_of_an_empty_shop(chromium: Browser, screen: str, axe: Axe, tmp_path: Path) -> None:
    with running_shop(tmp_path, "--empty") as shop, opened(chromium, shop, screen, "vi-VN", scripts=True) as page:
        paths = ("/", "/tim", "/c/mat-ong", "/mua", "/htx", first_operator_link(tmp_path))
        assert [fault for path in paths if page.goto(path) for fault in faults(page, axe)] == []


def first_operator_link(data: Path) -> str:
    """A fresh link, as the command prints it."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "first-operator"]
    environment = os.environ | {"DATA_DIR": str(data)}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return urlsplit(said.split()[-1]).path


class Link(NamedTuple):
    """What the address of a link holds, and which part of it is the name of the thing."""

    words: str
    place: int


LINKS = {
    "told shop": "/ban-hang/khieu-nai/",
    "told desk": "/van-hanh/khieu-nai/",
    "claimed": "/don/",
    **dict.fromkeys(pages.APPLICATIONS, "/mo-gian-hang/"),
    "draft": "/ban-hang/dang-mon/",
    "first draft": "/ban-hang/dang-mon/",
    "table": "/ban-hang/nhap-hang/",
    "failed": "/van-hanh/viec-nen/",
    "invitation": "/loi-moi/",
    "purchase": "/don/",
    "address": "/tai-khoan/noi-nhan/",
    "first purchase": "/don/",
    "thread": "/tin-nhan/",
    "customer": "/ban-hang/tin-nhan/",
    "complaint": "/van-hanh/tin-nhan/",
    "review": "/bao/danh-gia/",
    "report": "/van-hanh/danh-gia/",
    "first request": "/van-hanh/duyet/",
    "first money": "/van-hanh/doi-soat/",
    "certificate": "/chung-nhan/",
    "filing": "/ban-hang/giay-chung-nhan/gui/",
    "kept paper": "/van-hanh/giay-chung-nhan/",
    "mark": "/chung-nhan/",
    "fake": "/van-hanh/tem/",
    "helper": "/van-hanh/nguoi/",
    "first lot": "/ban-hang/lo/",
    "first harvest": "/ban-hang/thu-hoach/",
    "case": "/ban-hang/yeu-cau/",
    "taken down": "/van-hanh/mon/",
    "difference": "/van-hanh/tien-mat/lech/",
    "remittance": "/van-hanh/tien-mat/bang/",
    "run": "/van-hanh/chuyen-tien/",
    "first refund": "/van-hanh/hoan-tien/",
    "hold": "/van-hanh/giu-tien/",
    "way": "/ban-hang/them/cach-giao/",
    "shop way": "/van-hanh/cach-giao/htx-green-life/",
}
"""How the links to things begin that have no number on the page."""
WITHIN = {"claim": Link("/yeu-cau/", 4), "tellable": Link("/bao-van-de", 3)}
"""Links to things that stand on the page of the newest order that has come."""


def visited(person: Person, who: str) -> Iterator[Page]:
    """The window at each page of `who`, one after another."""
    for address in addresses_for(person, who):
        answer = person.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{answer.url} answered {answer.status}"
        yield person.page


def addresses_for(person: Person, who: str) -> Iterator[str]:
    """Where each page of `who` stands in this shop, for whoever is signed in as them now."""
    if who in PHONES:
        person.sign_in(PHONES[who])
    refs: dict[str, str] = {}
    for address in pages.addresses(pages.ALL[who]):
        for name in re.findall(r"{([\w ]+)}", address):
            refs[name] = refs.get(name) or reference(person.page, name)
        yield address.format(**refs)


def reference(page: Page, name: str) -> str:
    """The number or secret of the first link to such a thing."""
    page.goto(pages.SEEN_ON[name])
    if name in WITHIN:
        page.locator("main a[href^='/don/']").first.click()
        link = page.locator(f"main a[href*='{WITHIN[name].words}']").first
        return (link.get_attribute("href") or "").split("/")[WITHIN[name].place]
    if name in LINKS:
        links = page.locator(f"main a[href^='{LINKS[name]}']")
        newest_on_top = {"first": links.last, "second": links.nth(1)}
        link = newest_on_top.get(name.split()[0], links.first)
        return (link.get_attribute("href") or "").removeprefix(LINKS[name]).split("/")[0]
    found = NUMBER.findall(page.locator("main").inner_text())
    if not found:  # a story of the same shop has taken it on
        page.goto(pages.SEEN_ON["done"])
        found = NUMBER.findall(page.locator("main").inner_text())
    return found[0]


def faults(page: Page, axe: Axe) -> list[str]:
    """What axe finds here, and the widths at which the page scrolls sideways."""
    return axe(page) + list(sideways(page))


def sideways(page: Page) -> Iterator[str]:
    """The widths at which something sticks out of the page: those of all screens and the smallest."""
    size = page.viewport_size or {"width": SMALLEST, "height": SMALLEST}
    for width in (*(screen["width"] for screen in SCREENS.values()), SMALLEST):
        page.set_viewport_size({"width": width, "height": size["height"]})
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            yield f"{page.url} is wider than {width} px"
    page.set_viewport_size(size)


def test_every_page_of_the_shop_is_looked_at(app: Flask) -> None:
    pages_of_the_shop = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    looked_at = {endpoint for found in pages.ALL.values() for endpoint in found}
    assert pages_of_the_shop - looked_at - set(UNVISITED) == set()
    assert (looked_at | set(UNVISITED)) - pages_of_the_shop == set()


def test_an_address_is_listed_under_its_endpoint(app: Flask) -> None:
    urls = app.url_map.bind("localhost")
    listed = [(endpoint, address) for found in pages.ALL.values() for endpoint in found for address in found[endpoint]]
    assert [(endpoint, path) for endpoint, path in listed if urls.match(path.split("?")[0])[0] != endpoint] == []
