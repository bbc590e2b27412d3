import pytest

from tests.page_check import faults

GOOD = """<!doctype html><html lang="vi"><head><title>Mật ong</title></head><body><h1>Mật ong</h1>
<form method="post" action="/gio"><input type="hidden" name="csrf_token" value="x">
<label for="n">Số lượng</label><input id="n" name="n"><label>Ghi chú <textarea name="g"></textarea></label>
<button>Thêm</button></form><img src="a.svg" alt=""></body></html>"""


def test_a_page_in_order_has_no_faults() -> None:
    assert faults(GOOD) == []


def test_only_the_language_switch_may_do_without_a_token() -> None:
    unguarded = GOOD.replace('name="csrf_token"', 'name="token"')
    assert faults(unguarded.replace('action="/gio"', 'action="/ngon-ngu"')) == []


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<h1>Mật ong</h1>", "", "the page has 0 h1 headings instead of one"),
        ("<title>Mật ong</title>", "<title> </title>", "the page has no title"),
        ('lang="vi"', 'lang="fr"', "the html element names neither vi nor en as its language"),
        ("<h1>", '<h1 id="n">', "the id 'n' stands 2 times"),
        ('<label for="n">Số lượng</label>', "", "the field 'n' has no label"),
        ('name="csrf_token"', 'name="token"', "the form to '/gio' has no csrf_token"),
        (' alt=""', "", "the picture 'a.svg' has no alt"),
        ("Thêm", "Thêm None", "the page shows 'None'"),
        ("Thêm", "Thêm {{ name", "the page shows '{{'"),
        ("<h1>", "<style>h1{}</style><h1>", "there is an inline <style>, which the CSP refuses"),
        ("<h1>", "<script>1</script><h1>", "there is an inline <script>, which the CSP refuses"),
        ("<button>", '<button onclick="x()">', "<button> has the inline attribute 'onclick', which the CSP refuses"),
    ],
)
def test_a_fault_is_named(good: str, bad: str, fault: str) -> None:
    assert faults(GOOD.replace(good, bad)) == [fault]
