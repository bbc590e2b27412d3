"""What is sealed can be opened with the keys of the settings, and with no others."""

from collections.abc import Iterator

import pytest

import config
from marketplace import sealing

OLD, NEW = "o" * 40, "n" * 40


@pytest.fixture(autouse=True)
def keys_of_the_settings() -> Iterator[None]:
    yield
    sealing.use_keys(config.load()["SEALING_KEYS"])


def test_a_seal_opens_again_and_never_looks_the_same() -> None:
    sealing.use_keys([OLD])
    first, second = sealing.seal("017185000234"), sealing.seal("017185000234")
    assert first != second
    assert "017185" not in first
    assert sealing.unseal(first) == sealing.unseal(second) == "017185000234"


def test_a_new_key_in_front_seals_and_the_old_one_still_opens() -> None:
    sealing.use_keys([OLD])
    before = sealing.seal("số")
    sealing.use_keys([NEW, OLD])
    assert sealing.unseal(before) == "số"
    after = sealing.seal("số")
    sealing.use_keys([NEW])
    assert sealing.unseal(after) == "số"
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(before)


def test_what_was_changed_does_not_open() -> None:
    sealing.use_keys([OLD])
    sealed = sealing.seal("số")
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(sealed[:-6] + "AAAAA=")


def test_the_settings_name_the_keys() -> None:
    assert config.load({"SEALING_KEY": f"{NEW}, {OLD}"})["SEALING_KEYS"] == (NEW, OLD)
    assert config.load({"SECRET_KEY": OLD})["SEALING_KEYS"] == (OLD,)
    with pytest.raises(config.SettingError, match="SEALING_KEY is weak"):
        config.load({"SEALING_KEY": f"{NEW},short"})
