"""A key that can be guessed stops the start."""

import pytest

from config import SettingError
from config_money import NOTICE_SECRETS
from marketplace import create_app


@pytest.mark.parametrize("name", [*NOTICE_SECRETS, "ZALO_OA_SECRET"])
def test_a_short_key_is_refused_by_name(name: str) -> None:
    with pytest.raises(SettingError) as refused:
        create_app({name: "short"})
    assert name in str(refused.value)
