import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.search.keyboards import telex, vni


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("maatj", "mật"),
        ("matja", "mật"),
        ("mieens", "miến"),
        ("dduwowngf", "đường"),
        ("buwowir", "bưởi"),
        ("ddor", "đỏ"),
        ("xuwowngr", "xưởng"),
        ("rungwf", "rừng"),
        ("nuwowcs", "nước"),
        ("mawms", "mắm"),
        ("quaf", "quà"),
        ("hoaf", "hòa"),
        ("thuyr", "thủy"),
        ("muoois", "muối"),
        ("gioongs", "giống"),
    ],
)
def test_telex_keys_become_the_word(keys: str, word: str) -> None:
    assert word in telex(keys)


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("ma65t", "mật"),
        ("mie61n", "miến"),
        ("mien61", "miến"),
        ("d9u7o7ng2", "đường"),
        ("d9o6i2", "đồi"),
        ("ga2", "gà"),
        ("ra81n", "rắn"),
        ("nu7o71c", "nước"),
    ],
)
def test_vni_keys_become_the_word(keys: str, word: str) -> None:
    assert vni(keys) == [word]


@pytest.mark.parametrize("word", ["ong", "viba", "st25", "cs1", "3t", "honey", "", "xyz", "mật", "1a"])
def test_words_without_keys_are_left_alone(word: str) -> None:
    assert telex(word) == vni(word) == []


@given(st.text(st.sampled_from("aeiouydwsfrxjngchtm123456789"), max_size=20))
def test_any_keys_can_be_tried(keys: str) -> None:
    assert keys not in telex(keys)
    assert all(len(word) <= len(keys) for word in (*telex(keys), *vni(keys)))
