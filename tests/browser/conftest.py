"""A real server with the demo shop, and a real browser in front of it, on a phone and on a desk."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.bank_senders import SEPAY_SECRET
from tests.running import running_shop

SCREENS = {"phone": {"width": 360, "height": 780}, "desk": {"width": 1440, "height": 900}}
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ABOUT_A_STATUS = re.compile("Failed to load resource: the server responded with a status of 4")
CUT_OFF = "net::ERR_INTERNET_DISCONNECTED"

Window = Callable[..., Page]


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo shop, which takes cards through a double of their provider and is told of transfers."""
    folder = tmp_path_factory.mktemp("live")
    with running_shop(folder, "--with-stripe-double", SEPAY_SECRET=SEPAY_SECRET) as address:
        give_up_a_mail(folder / "shop.db")
        yield address


def give_up_a_mail(database: Path) -> None:
    """Let the operator have something to start again."""
    with closing(sqlite3.connect(database, timeout=15)) as connection, connection:
        connection.execute(
            "INSERT INTO jobs (ref, kind, payload, created_at, failed_at, attempts, is_wanted_again, last_error) VALUES"
            " ('0a1b2c3d4e5f', 'mail', :payload, :at, :at, 14, false, 'SMTPServerDisconnected: timed out')",
            {"payload": '{"recipient": "lan@example.test", "subject": "Đơn mới"}', "at": "2026-11-25 05:00:00.000000"},
        )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """A browser test runs on each screen unless it is `mostly` about one or parametrises `screen` itself."""
    return str(request.param)


def before(screen: str, *values: str) -> list[ParameterSet]:
    """The values in front of this screen and, only to confirm, in front of the other one. Raises KeyError."""
    SCREENS[screen]  # a slip in its name would let every test only confirm others, and none run
    return [pytest.param(each, *values, marks=() if each == screen else pytest.mark.confirms) for each in SCREENS]


def mostly(screen: str) -> pytest.MarkDecorator:
    """The test is about what does not depend on the screen: the other one only confirms it."""
    return pytest.mark.parametrize("screen", before(screen))


@contextmanager
def opened(
    chromium: Browser, address: str, screen: str, locale: str, scripts: bool, touch: bool = False
) -> Iterator[Page]:
    """A window of its own at the shop; fails when the browser complains about anything (the CSP, a script, a file)."""
    complaints: list[str] = []
    size = SCREENS[screen]
    context = chromium.new_context(
        base_url=address, viewport=size, locale=locale, java_script_enabled=scripts, has_touch=touch
    )
    context.set_default_timeout(20_000)
    context.on("console", lambda message: tells_of_a_page(message) or complaints.append(message.text))
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert complaints == []


def tells_of_a_page(message: ConsoleMessage) -> bool:
    """The console reports every answer from 400 up, also a page with a sentence, which is meant to be one.

    What it only notes is no complaint, such as that signing out clears what was kept, nor is a network that a test cut.
    """
    if message.type == "info" or message.text.endswith(CUT_OFF):
        return True
    return ABOUT_A_STATUS.match(message.text) is not None and "/static/" not in message.location["url"]


@pytest.fixture
def window(chromium: Browser, live_server: str, screen: str) -> Iterator[Window]:
    """Opens one more window at the shop, with cookies of its own."""
    with ExitStack() as windows:
        yield lambda locale="vi-VN", *, scripts=True, touch=False: windows.enter_context(
            opened(chromium, live_server, screen, locale, scripts, touch)
        )


@pytest.fixture
def page(window: Window) -> Page:
    """A window of somebody who reads Vietnamese."""
    return window()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe-core finds on a page as it stands, one line for each rule; empty when nobody is kept out.

    Colours are the same in both languages and take most of its time: they are looked at in Vietnamese.
    """

    def findings(page: Page) -> list[str]:
        colours = page.locator("html").get_attribute("lang") == "vi"
        options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
        found = Axe().run(page, options=options).response["violations"]
        return [f"{page.url} {rule['id']}: {[node['html'][:120] for node in rule['nodes']]}" for rule in found]

    return findings
