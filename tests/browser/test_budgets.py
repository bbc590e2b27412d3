"""What a buyer on a slow connection loads before the first view stands: on a phone, nothing cached, not scrolled."""

import pytest
from playwright.sync_api import Page

KILOBYTE = 1_000
MOST_FOR_ONE_LISTING = 30 * KILOBYTE


@pytest.fixture(params=["phone"])
def screen(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def sizes(page: Page) -> list[int]:
    """The size of every answer so far as it came over the wire, in bytes; 0 for a data: address."""
    found: list[int] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda answer: found.append(round(answer["encodedDataLength"])))
    network.send("Network.enable")
    return found


UNTOUCHED = "/p/hat-doi-chi-dao"
"""A product with reviews and questions that no other visit writes to, so that its page stays as long as it was."""


@pytest.mark.parametrize(("path", "most_bytes"), [("/", 100 * KILOBYTE), (UNTOUCHED, 70 * KILOBYTE)])
def test_the_first_view_is_light(page: Page, sizes: list[int], path: str, most_bytes: int) -> None:
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(sizes) <= most_bytes, sizes
    assert len([size for size in sizes if size]) <= 16


def test_what_a_stamp_opens_is_lighter_still(page: Page) -> None:
    """A camera opens it on a poor signal; fonts come on top and only once."""
    page.goto("/t/HH82EBV4", wait_until="networkidle")
    sizes = "performance.getEntries().filter((one) => !one.name.endsWith('.woff2')).map((one) => one.transferSize || 0)"
    assert 0 < sum(page.evaluate(sizes)) <= 25 * KILOBYTE


@pytest.mark.parametrize("path", ["/tim", "/tim?xep=newest"])
def test_a_listing_is_light_before_compression(page: Page, path: str) -> None:
    html = page.request.get(path).body()
    assert html.count(b'<li class="pc') == 24
    assert len(html) <= MOST_FOR_ONE_LISTING
