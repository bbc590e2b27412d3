import pytest

from tests.browser.conftest import Window
from tests.browser.story import SELLERS, sell_a_jar


@pytest.mark.parametrize("locale", SELLERS)
def test_a_jar_is_found_ordered_packed_and_delivered(window: Window, locale: str) -> None:
    sell_a_jar(window, locale)
