"""Takes the pictures of the README from a demo shop of its own: .venv-test/bin/python scripts/screenshots.py"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from marketplace import demo  # noqa: E402
from tests.running import running_shop  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESK = {"width": 1200, "height": 750}
PHONE = {"width": 360, "height": 720}
OWNER = demo.ACCOUNTS[1]


def main() -> None:
    """Write docs/images/home.png and docs/images/seller-today.png."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, running_shop(Path(home)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        picture_home(browser, address)
        picture_today(browser, address)
        browser.close()


def picture_home(browser: Browser, address: str) -> None:
    """What a shopper sees first."""
    page = browser.new_page(viewport=DESK, locale="vi-VN")
    page.goto(address)
    take(page, "home")


def picture_today(browser: Browser, address: str) -> None:
    """What the owner of HTX Green Life sees in the morning."""
    page = browser.new_page(viewport=PHONE, device_scale_factor=1.25, locale="vi-VN")
    page.goto(f"{address}/dang-nhap")
    page.fill("[name=identifier]", OWNER.phone)
    page.fill("[name=password]", demo.PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/ban-hang")
    take(page, "seller-today")


def take(page: Page, name: str) -> None:
    """Save what is on the screen once everything is there."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
