"""Themes of few colours, lost style sheets and text browsers: nothing may be told by a ground or an image alone."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.browser.conftest import SCREENS, mostly
from tests.browser.walk import OPERATOR, OWNER_OF_GREEN_LIFE, Person

RUN_TOGETHER = re.compile(r"[\w%₫)](?:</?(?:a|b|button|code|em|label|small|span|strong|time)\b[^>]*>)+[\w(]")
UNSEEN = re.compile(r"<(script|style|noscript|title|select|svg)\b.*?</\1>", re.DOTALL)
READ_ALOUD = ("/", "/tim", "/tim?q=mat+ong", "/c/mat-ong", "/mua", "/htx", "/tinh", "/danh-muc", "/chon-loc", "/quet")
WITH_ICONS = ("/", "/tim", "/gio", "/dang-nhap", "/p/mat-ong-green-life")


FRAME = """label => {
  const { outlineStyle, outlineWidth } = getComputedStyle(label.querySelector("span"));
  return outlineStyle + outlineWidth;
}"""


@pytest.fixture
def contrast(chromium: Browser, live_server: str, screen: str) -> Iterator[Page]:
    """A window of somebody with a high-contrast theme."""
    context = chromium.new_context(base_url=live_server, viewport=SCREENS[screen], forced_colors="active")
    yield context.new_page()
    context.close()


def colours(of: Locator) -> int:
    """How many different colours it is drawn with, edges of letters aside."""
    picture = Image.open(io.BytesIO(of.screenshot())).convert("RGB")
    shades = picture.getcolors(1 << 24) or []
    return sum(1 for count, _ in shades if count > picture.width * picture.height / 100)


@mostly("phone")
def test_the_chosen_pack_has_a_frame(contrast: Page) -> None:
    contrast.goto("/p/mat-ong-green-life")
    packs = contrast.locator(".sz label:has(input:enabled)")
    framed = {
        pack.evaluate("label => label.querySelector('input').checked"): pack.evaluate(FRAME) for pack in packs.all()
    }
    assert framed[True] == "solid3px"
    assert framed[False].startswith("none")


@mostly("phone")
def test_stars_seals_and_bars_are_seen(contrast: Page) -> None:
    contrast.goto("/tim")
    assert colours(contrast.locator(".pc .ocop").first) >= 3  # the ground, the letters and the stars
    assert colours(contrast.locator(".pc [form=b]").first) >= 2
    contrast.goto("/p/mat-ong-green-life/danh-gia")
    assert colours(contrast.locator("progress").first) >= 2


@mostly("desk")
def test_the_months_of_a_harvest_are_seen(contrast: Page) -> None:
    contrast.goto("/mua")
    assert colours(contrast.locator(".mua .of .in").first) >= 2


@mostly("phone")
@pytest.mark.parametrize(
    ("person", "path", "row"), [(OWNER_OF_GREEN_LIFE, "/ban-hang/don", ".stages"), (OPERATOR, "/van-hanh/don", ".rail")]
)
def test_what_is_open_in_a_row_of_pages_has_a_frame(contrast: Page, person: str, path: str, row: str) -> None:
    Person(contrast, "en-GB").sign_in(person)
    contrast.goto(path)
    style = "link => getComputedStyle(link).outlineStyle"
    assert contrast.locator(f"{row} a[aria-current=page]").evaluate(style) == "solid"
    assert contrast.locator(f"{row} a:not([aria-current])").last.evaluate(style) == "none"


@mostly("phone")
def test_icons_keep_their_size_when_the_style_sheet_is_lost(page: Page) -> None:
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    sizes = "[...document.querySelectorAll('svg')].map((icon) => icon.getBoundingClientRect().width)"
    largest = {path: max(page.evaluate(sizes)) for path in WITH_ICONS if page.goto(path)}
    assert len(largest) == len(WITH_ICONS)
    assert {path: size for path, size in largest.items() if size > 36} == {}


@mostly("phone")
def test_words_stand_apart_in_the_page_itself(page: Page) -> None:
    run_together = []
    for path in READ_ALOUD:
        html = UNSEEN.sub(" ", page.request.get(path, headers={"Accept-Language": "vi"}).text())
        assert "<main" in html, path
        run_together += [(path, html[max(0, it.start() - 30) : it.end() + 20]) for it in RUN_TOGETHER.finditer(html)]
    assert run_together == []
