"""Zalo notifications from approved templates (ZNS, since 2026 ZBS Template Message); off until its settings are there.

`POST /message/template` answers 200 with `error`: 0 is sent, a negative number says why not
(zalo.cloud/zns/guidelines/handle-error-code, read 2026-11). -100 is "unknown error", so nobody knows; nor does anybody
after a 5xx, a page that is no JSON or no answer. Tokens come from `oauth.zaloapp.com/v4/oa/access_token`, asked for by
the app's secret; a refresh token works once and brings the next one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app

from marketplace.gateways.carriers.calling import Answer, call
from marketplace.gateways.carriers.parts import NoAnswer, NotSent, Refused

TOKEN_OLD: Final = (-124, -216)
"""The access token is wrong or over."""
UNCLEAR: Final = (-100,)
UNREACHABLE: Final = (-108, -110, -114, -118, -119, -134, -139, -141)
"""No such number or account, an app too old, or somebody who wants none of it: the next way is tried."""
NOT_NOW: Final = (-133,)
"""Not in Zalo's own quiet hours, 22:00 to 6:00."""
LONGEST: Final = {"code": 30, "name": 30, "shop": 30, "amount": 20, "product": 30, "until": 20, "link": 100}
"""Characters that Zalo takes of each parameter."""


class TokenOld(Exception):
    """The access token counts no more; with a new one the same may be asked again."""


class Unreachable(Exception):
    """This number gets nothing by Zalo; nothing was sent."""


@dataclass(frozen=True)
class Tokens:
    """A new pair, and how many seconds the access token counts."""

    access: str
    refresh: str
    seconds: int


def is_on() -> bool:
    """Whether messages can be sent."""
    return bool(current_app.config["ZALO_APP_ID"])


def template_of(name: str) -> str:
    """The number of the template that Zalo approved for this letter; none while the owner has named none."""
    return str(current_app.config["ZALO_TEMPLATES"].get(name, "")) if is_on() else ""


def first_token() -> str:
    """The refresh token that the owner has set."""
    return str(current_app.config["ZALO_REFRESH_TOKEN"])


def send(*, token: str, phone: str, template: str, facts: Mapping[str, str], key: str) -> str:
    """Send one message to an E.164 number; returns Zalo's own number of it.

    Raises TokenOld, Unreachable, NotSent (may be tried again), Refused (trying again is no use) or NoAnswer (unclear).
    """
    body = {
        "phone": phone.removeprefix("+"),
        "template_id": template,
        "template_data": {name: text[: LONGEST[name]] for name, text in facts.items()},
        "tracking_id": key,
    }
    url = f"{current_app.config['ZALO_API_URL']}/message/template"
    said = _said(call("POST", url, {"access_token": token}, body))
    _check(said)
    data = said.get("data")
    return str(data.get("msg_id", ""))[:60] if isinstance(data, dict) else ""


def renew(refresh_token: str) -> Tokens:
    """A new pair for this refresh token, which is used up by it. Raises NotSent, NoAnswer or Refused."""
    settings = current_app.config
    form = {"app_id": settings["ZALO_APP_ID"], "grant_type": "refresh_token", "refresh_token": refresh_token}
    url, headers = f"{settings['ZALO_OAUTH_URL']}/v4/oa/access_token", {"secret_key": settings["ZALO_APP_SECRET"]}
    said = call("POST", url, headers, form=form).said
    access, refresh = str(said.get("access_token", "")), str(said.get("refresh_token", ""))
    if not access or not refresh:
        raise Refused(str(said.get("error", "")), str(said.get("error_name", ""))[:80])
    return Tokens(access, refresh, _seconds(said.get("expires_in")))


def _said(answer: Answer) -> dict[str, Any]:
    said = answer.said
    if not isinstance(said.get("error"), int):
        raise NoAnswer(f"no error number, status {answer.status}")
    return said


def _check(said: Mapping[str, Any]) -> None:
    error, words = said["error"], str(said.get("message", ""))[:80]
    if error == 0:
        return
    if error in UNCLEAR or error > 0:
        raise NoAnswer(f"{error} {words}")
    if error in TOKEN_OLD:
        raise TokenOld(words)
    if error in UNREACHABLE:
        raise Unreachable(f"{error} {words}")
    if error in NOT_NOW:
        raise NotSent(f"{error} {words}")
    raise Refused(str(error), words)


def _seconds(told: object) -> int:
    text = str(told)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 3600
