"""A real server with the demo shop, and a real browser in front of it, on a phone and on a desk."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.running import running_shop

SCREENS = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1440, "height": 900}}
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo shop."""
    with running_shop(tmp_path_factory.mktemp("live")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """Every browser test runs on each screen; one that cares for a single screen parametrises `screen` itself."""
    return str(request.param)


@contextmanager
def opened(chromium: Browser, address: str, screen: str, locale: str, **options: object) -> Iterator[Page]:
    """A window of its own at the shop; fails when the browser complains about anything (the CSP, a script, a file)."""
    complaints: list[str] = []
    context = chromium.new_context(base_url=address, viewport=SCREENS[screen], locale=locale, **options)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text} ({page.url})"))
    page.on("pageerror", lambda error: complaints.append(f"script: {error} ({page.url})"))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def page(chromium: Browser, live_server: str, screen: str) -> Iterator[Page]:
    """A window of somebody who reads Vietnamese."""
    with opened(chromium, live_server, screen, "vi-VN") as page:
        yield page


@pytest.fixture
def page_en(chromium: Browser, live_server: str, screen: str) -> Iterator[Page]:
    """A window of somebody who reads English."""
    with opened(chromium, live_server, screen, "en-GB") as page:
        yield page


@pytest.fixture
def page_without_scripts(chromium: Browser, live_server: str, screen: str) -> Iterator[Page]:
    """A window with JavaScript switched off."""
    with opened(chromium, live_server, screen, "vi-VN", java_script_enabled=False) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page as it stands, one line for each rule; empty when nobody is kept out."""

    def findings(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{page.url} {rule['id']}: {[node['html'][:120] for node in rule['nodes']]}" for rule in found]

    return findings
