"""Names that somebody wrote without a space: nothing sticks out of a page, however narrow the phone."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, mostly
from tests.browser.walk import OWNER_OF_GREEN_LIFE, Person

SMALLEST = {"width": 320, "height": 640}
NAME = "Mậtongrừngnguyênchất" * 3


def is_wide(page: Page) -> bool:
    """Whether it scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@mostly("phone")
def test_a_ready_answer_of_one_long_word_fits(window: Window) -> None:
    person = Person(window())
    page = person.page
    page.set_viewport_size(SMALLEST)
    person.sign_in(OWNER_OF_GREEN_LIFE)
    page.goto("/ban-hang/hoi-dap/loi-san")
    page.locator("[name=title]").first.fill(NAME)
    page.locator("textarea[name=body]").first.fill(NAME)
    page.get_by_role("button", name="Giữ lời này").click()
    drop = page.get_by_role("button", name=f"Bỏ lời “{NAME}”")
    expect(drop).to_be_visible()
    assert not is_wide(page)
    page.goto("/ban-hang/hoi-dap")
    assert not is_wide(page)
    page.goto("/ban-hang/hoi-dap/loi-san")
    drop.click()
    expect(drop).to_have_count(0)


@mostly("desk")
def test_what_stays_at_the_bottom_stays_below_the_work_and_not_across_the_help(window: Window) -> None:
    person = Person(window())
    page = person.page
    person.sign_in(OWNER_OF_GREEN_LIFE)
    page.goto("/ban-hang/trang")
    dock, help_ = (page.locator(part).first.bounding_box() for part in ("main .dock", "main .duo > aside"))
    assert dock
    assert help_
    assert dock["x"] + dock["width"] <= help_["x"]
