"""The account to which buyers transfer: read at the start, and wrong settings are one clear sentence."""

import pytest
from flask import Flask

from config import SettingError
from marketplace.web import own_account

REAL = {"BANK_BIN": "970405", "BANK_ACCOUNT": "1500 2051 23456", "BANK_HOLDER": "HTX Mẫu Suối Trong"}
NONE = {"BANK_BIN": "", "BANK_ACCOUNT": "", "BANK_HOLDER": ""}


def shop(*, production: bool = True, **settings: str) -> Flask:
    app = Flask(__name__)
    app.config.update(NONE | settings, PRODUCTION=production)
    own_account.init_app(app)
    return app


def test_the_account_is_read_as_people_write_it() -> None:
    with shop(**REAL).app_context():
        account = own_account.own_account()
    assert account == own_account.OwnAccount("970405", "1500205123456", "HTX MAU SUOI TRONG")
    assert (account.bank_name, account.spaced) == ("Agribank", "1500 2051 2345 6")


def test_without_an_account_there_are_no_transfers_in_production() -> None:
    with shop().app_context():
        assert own_account.own_account() is None


def test_a_shop_that_is_tried_out_has_an_account_that_no_app_can_pay_to() -> None:
    app = shop(production=False)
    with app.app_context():
        account = own_account.own_account()
    assert account
    assert (account.bank, account.bank_name) == ("000000", "Ngân hàng Mẫu")
    assert app.config["BANK_ACCOUNT"] == account.number


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"BANK_BIN": ""}, "BANK_BIN"),
        ({"BANK_BIN": "970488"}, "BANK_BIN"),
        ({"BANK_ACCOUNT": ""}, "BANK_ACCOUNT"),
        ({"BANK_ACCOUNT": "12_345678"}, "BANK_ACCOUNT"),
        ({"BANK_HOLDER": ""}, "BANK_HOLDER"),
        (own_account.SAMPLE, "BANK_BIN"),
    ],
)
def test_half_an_account_or_none_that_exists_stops_the_start(wrong: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        shop(**REAL | wrong)
