"""Ways to use a page: with a finger, or with the keys alone."""

from collections.abc import Callable
from typing import Protocol

from playwright.sync_api import Locator, Page

MOST_STOPS = 150
MOST_CHOICES = 60
HAS_FOCUS = "element => element === document.activeElement"
IN_GROUP = "element => document.activeElement.type === 'radio' && document.activeElement.name === element.name"


class Hand(Protocol):
    """Does to a page what a person can do to it."""

    page: Page

    def press(self, thing: Locator) -> None:
        """A button or a link."""

    def tick(self, thing: Locator) -> None:
        """A box, or one of several choices."""

    def choose(self, thing: Locator, value: str) -> None:
        """From a list that unfolds."""

    def write(self, thing: Locator, text: str) -> None:
        """Into a field, in place of what stands there."""


class Finger:
    """Taps. Letters come from the keyboard on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        thing.tap()

    def tick(self, thing: Locator) -> None:
        if not thing.is_checked():
            thing.tap()

    def choose(self, thing: Locator, value: str) -> None:
        thing.select_option(value)

    def write(self, thing: Locator, text: str) -> None:
        thing.tap()
        thing.fill(text)


class Keys:
    """Goes from one thing to the next with Tab, as often as it takes; never touches the mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        self._go_to(thing, HAS_FOCUS)
        self.page.keyboard.press("Enter")

    def tick(self, thing: Locator) -> None:
        if thing.get_attribute("type") == "radio":
            self._go_to(thing, IN_GROUP)
            self.page.keyboard.press("Space")
            self._step_until(thing.is_checked)
        elif not thing.is_checked():
            self._go_to(thing, HAS_FOCUS)
            self.page.keyboard.press("Space")

    def choose(self, thing: Locator, value: str) -> None:
        self._go_to(thing, HAS_FOCUS)
        self.page.keyboard.press("Home")
        self._step_until(lambda: thing.input_value() == value)

    def write(self, thing: Locator, text: str) -> None:
        self._go_to(thing, HAS_FOCUS)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def _step_until(self, reached: Callable[[], bool]) -> None:
        """Tab leads to a group or a list; arrows lead through it."""
        for _choice in range(MOST_CHOICES):
            if reached():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("no arrow leads there")

    def _go_to(self, thing: Locator, there: str) -> None:
        thing.wait_for()
        for _stop in range(MOST_STOPS):
            if thing.evaluate(there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {thing}")
