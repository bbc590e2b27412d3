import pytest

from tests.browser.conftest import Window, before
from tests.browser.story import sell_a_jar


@pytest.mark.parametrize(("screen", "locale"), [("phone", "vi-VN"), ("desk", "vi-VN"), *before("phone", "en-GB")])
def test_a_jar_is_found_ordered_packed_and_delivered(window: Window, locale: str) -> None:
    sell_a_jar(window, locale)
