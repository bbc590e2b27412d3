from tests.browser.conftest import Window, mostly
from tests.browser.story import sell_a_jar


@mostly("phone")
def test_a_jar_is_sold_without_any_script(window: Window) -> None:
    sell_a_jar(window, scripts=False)
